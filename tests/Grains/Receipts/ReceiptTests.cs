using BeautyGrains.Contracts;
using BeautyGrains.Grains.Tests.Buying;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Receipts;

/// <summary>Receipts of purchase orders over real stocks.</summary>
public sealed class ReceiptTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await OrderSteps.Prepare(_house);
        await Sent(_house);
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private static async Task Sent(House house)
    {
        var order = house.Order("PO");
        (await order.Draft(new("SUP", [new(1, "S", "K", 10), new(2, "S", "COLD", 4), new(3, "T", "K", 1)], null, null, null, OrderSteps.Author))).Refusal!.Lines.Single().Refusal.Kind.ShouldBe(RefusalKind.UnknownSku);
        await house.PutSku("COLD", new("Toxin", "vial", Storage: StorageClass.Cold));
        (await order.Draft(new("SUP", [new(1, "S", "K", 10), new(2, "S", "COLD", 4, 50), new(3, "T", "K", 1)], null, null, null, OrderSteps.Author))).Refusal.ShouldBeNull();
        (await order.Submit(new(null, OrderSteps.Author))).Refusal.ShouldBeNull();
        (await order.Approve(new(OrderSteps.Boss, OrderSteps.Author))).Refusal.ShouldBeNull();
        (await order.Send(new(OrderSteps.Author))).Value!.State.ShouldBe(PurchaseOrderState.Sent);
    }

    private static InspectedLot Lot(decimal accepted, decimal rejected = 0, decimal quarantined = 0, string lot = "L1", int line = 1, decimal? celsius = null, Expiry? expiry = null) => new(
        line, lot, expiry, null, accepted + rejected + quarantined, accepted, rejected, quarantined, rejected > 0 ? "Broken" : null, true, true, 0, celsius, null);

    private Task<Answer<ReceiptView>> Put(string id, params InspectedLot[] lots) => _house.Grains.GetGrain<IReceiptGrain>(id).Put(new("PO", "S", [.. lots], "Li", null, House.By));

    [Fact]
    public async Task What_is_accepted_becomes_available_what_is_quarantined_stands_apart_and_what_is_rejected_stays_outside()
    {
        var put = await Put("R1", Lot(4, 2, 3));
        (put.IsNew, put.Value!.State, put.Value.Lots.Single().TakenIn).ShouldBe((true, ReceiptState.Received, 7));
        (await Put("R1", Lot(4, 2, 3))).IsNew.ShouldBeFalse();
        (await Put("R1", Lot(5, 2, 2))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        var stock = await _house.Look("S", "K");
        (stock.OnHand, stock.Available, stock.Quarantined).ShouldBe((7, 4, 3));
        stock.Lots.Select(lot => (lot.LotNo, lot.Status, lot.OnHand)).ShouldBe([("L1", LotStatus.Released, 4), ("L1", LotStatus.Quarantined, 3)], ignoreOrder: true);
        var order = (await _house.Order("PO").Get()).Value!;
        (order.State, order.Lines[0].Received, order.Lines[0].Open).ShouldBe((PurchaseOrderState.PartlyReceived, 7, 3));
        var record = put.Value.Lots.Single().Record;
        (record.Product, record.Lot, record.Counted, record.Supplier, record.Inspector, record.Result).ShouldBe(("Serum", "L1", 9, "Supplier", "Li", "partly"));
        await _house.NothingIsOpen();
    }

    [Fact]
    public async Task A_lot_that_is_not_fit_cannot_be_accepted()
    {
        var expired = new Expiry("2020-01-31", new(2020, 1, 31), DatePrecision.Day, ExpiryKind.ValidThrough);
        (await Put("R", Lot(1, expiry: expired))).Refusal.ShouldBe(Refusal.Invalid("lots[0].accepted", "expired"));
        (await Put("R", Lot(1) with { AppearanceOk = false })).Refusal.ShouldBe(Refusal.Invalid("lots[0].accepted", "appearance-not-ok"));
        (await Put("R", Lot(1) with { SpecificationOk = false })).Refusal.ShouldBe(Refusal.Invalid("lots[0].accepted", "specification-not-ok"));
        (await Put("R", Lot(1, line: 2))).Refusal.ShouldBe(Refusal.Invalid("lots[0].celsius", "required"));
        (await Put("R", Lot(1, line: 2, celsius: 10.1m))).Refusal.ShouldBe(Refusal.Invalid("lots[0].accepted", "temperature-outside-range"));
        (await Put("R", Lot(1) with { Counted = 2 })).Refusal.ShouldBe(Refusal.Invalid("lots[0].counted", "must-be-accepted-rejected-and-quarantined"));
        (await Put("R", Lot(0, 1) with { RejectReason = null })).Refusal.ShouldBe(Refusal.Invalid("lots[0].rejectReason", "required"));
        (await Put("R", Lot(1, line: 9))).Refusal.ShouldBe(Refusal.Invalid("lots[0].line", "unknown-line"));
        (await Put("R", Lot(1, line: 3))).Refusal.ShouldBe(Refusal.Invalid("lots[0].line", "is-for-another-store"));
        (await Put("R", Lot(0, quarantined: 1, line: 2, celsius: 10.1m))).Value!.State.ShouldBe(ReceiptState.Received);
        (await _house.Look("S", "COLD")).Available.ShouldBe(0);
    }

    [Fact]
    public async Task The_sampling_plan_and_its_papers_are_asked_for_by_category()
    {
        var policy = BuyingDefaults.Policy with { Sampling = [new(GoodsCategory.Other, 2, 0.5m, true)] };
        (await _house.Grains.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Put(new(policy, null, House.By))).Refusal.ShouldBeNull();
        (await Put("R", Lot(6) with { Sampled = 2 })).Refusal.ShouldBe(Refusal.Invalid("lots[0].sampled", "below-sampling-plan"));
        (await Put("R", Lot(6) with { Sampled = 3 })).Refusal.ShouldBe(Refusal.Invalid("lots[0].accepted", "certificates-missing"));
        (await Put("R", Lot(6) with { Sampled = 3, Certificates = ["report 1"] })).Value!.Lots.Single().Record.Certificates.ShouldBe(["report 1"]);
        (await Put("R2", Lot(1, lot: "L2") with { Sampled = 1, Certificates = ["report 2"] })).Value!.State.ShouldBe(ReceiptState.Received);
    }

    [Fact]
    public async Task The_statutory_record_names_the_kept_documents_with_their_hashes()
    {
        var policy = BuyingDefaults.Policy with { Sampling = [new(GoodsCategory.Other, 1, 0.1m, true)] };
        (await _house.Grains.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Put(new(policy, null, House.By))).Refusal.ShouldBeNull();
        var (sampled, hash) = (Lot(6) with { Sampled = 6 }, new string('a', 64));
        (await Put("R", sampled with { Documents = ["report"] })).Refusal.ShouldBe(Refusal.Invalid("lots[0].documents", "unknown-document"));
        (await Put("R", sampled with { Documents = ["report", "report"] })).Refusal.ShouldBe(Refusal.Invalid("lots[0].documents", "must-be-unique"));
        var report = _house.Grains.GetGrain<IDocumentGrain>("report");
        (await report.Put(new(new(SubjectKind.PurchaseOrder, "PO"), "report.pdf", "application/pdf", 10, hash, House.By))).Refusal.ShouldBeNull();
        (await report.Put(new(new(SubjectKind.PurchaseOrder, "PO"), "report.pdf", "application/pdf", 10, new('b', 64), House.By))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        (await Put("R", sampled with { Documents = ["report"] })).Value!.Lots.Single().Record.Documents.ShouldBe([new("report", "report.pdf", hash)]);
        (await Put("R", sampled with { Documents = ["report"] })).IsNew.ShouldBeFalse();
        (await Put("R", sampled)).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
    }

    [Fact]
    public async Task Two_receipts_at_once_never_bring_more_than_the_order_allows_and_a_refused_one_brings_nothing()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Put($"R{i}", Lot(4, lot: $"L{i}"))));
        answers.Count(answer => answer.Value is not null).ShouldBe(2);
        answers.Where(answer => answer.Value is null).Select(answer => (answer.Refusal!.Kind, answer.Refusal.Available)).Distinct().ShouldBe([(RefusalKind.OverDelivery, 2.5m)]);
        (await _house.Look("S", "K")).OnHand.ShouldBe(8);
        await _house.NothingIsOpen();
        var refused = Array.FindIndex(answers, answer => answer.Value is null);
        (await _house.Order("PO").TakeDelivery(new($"R{refused}", [new(1, 1)], House.By))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
    }

    [Fact]
    public async Task A_lot_that_its_stock_refuses_stays_outside_and_is_awaited_again()
    {
        var may = new Expiry("2039-05", new(2039, 5, 1), DatePrecision.Month, ExpiryKind.ValidThrough);
        var june = new Expiry("2039-06", new(2039, 6, 1), DatePrecision.Month, ExpiryKind.ValidThrough);
        (await Put("R1", Lot(2, expiry: may))).Value!.Lots.Single().TakenIn.ShouldBe(2);
        var second = (await Put("R2", Lot(3, expiry: june), Lot(1, lot: "L2"))).Value!;
        second.Lots.Select(lot => (lot.TakenIn, lot.Refusal?.Kind)).ShouldBe([(0, RefusalKind.LotExpiryDiffers), (1, null)]);
        (await _house.Order("PO").Get()).Value!.Lines[0].Open.ShouldBe(7);
    }

    [Fact]
    public async Task A_crash_anywhere_in_a_receipt_takes_each_lot_in_once_and_counts_it_once()
    {
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await OrderSteps.Prepare(house);
                await Sent(house);
            },
            Receive,
            async (house, _) =>
            {
                await house.Sweep.SweepOnce(CancellationToken.None);
                await house.NothingIsOpen();
                await Receive(house);
                await house.NothingIsOpen();
                var (serum, toxin) = (await house.Look("S", "K"), await house.Look("S", "COLD"));
                (serum.OnHand, serum.Available, toxin.OnHand, toxin.Available).ShouldBe((8, 6, 3, 3));
                (await house.Order("PO").Get()).Value!.Lines.Select(line => line.Received).ShouldBe([8, 3, 0]);
                var budget = (await house.Grains.GetGrain<IBudgetGrain>(OrderSteps.Budget).Get())!;
                budget.Spent.ShouldBe(800);
            });
        crashes.ShouldBeGreaterThan(6);

        static async Task Receive(House house) => (await house.Grains.GetGrain<IReceiptGrain>("R").Put(
            new("PO", "S", [Lot(6, 1, 2), Lot(3, line: 2, celsius: 5)], "Li", null, House.By))).Refusal.ShouldBeNull();
    }
}
