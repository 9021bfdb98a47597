using BeautyGrains.Contracts;
using BeautyGrains.Grains.Tests.Buying;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Receipts;

/// <summary>Supplier returns over real stocks. Of K there are 6 released, 2 quarantined at 100, and 2 more were rejected.</summary>
public sealed class SupplierReturnTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await Received(_house);
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private static async Task Received(House house)
    {
        await OrderSteps.Prepare(house);
        var order = house.Order("PO");
        (await order.Draft(OrderSteps.Ask(20))).Refusal.ShouldBeNull();
        (await order.Submit(new(null, OrderSteps.Author))).Refusal.ShouldBeNull();
        (await order.Approve(new(OrderSteps.Boss, OrderSteps.Author))).Refusal.ShouldBeNull();
        (await order.Send(new(OrderSteps.Author))).Refusal.ShouldBeNull();
        await Receive(house, "R", 6, 2, 2);
    }

    private static async Task Receive(House house, string id, decimal accepted, decimal rejected, decimal quarantined) => (await house.Grains.GetGrain<IReceiptGrain>(id).Put(new(
        "PO", "S", [new(1, "L", null, null, accepted + rejected + quarantined, accepted, rejected, quarantined, rejected > 0 ? "Broken" : null, true, true, 0, null, null)], "Li", null, House.By)))
        .Refusal.ShouldBeNull();

    private static PutSupplierReturn Ask(params SentBackLine[] lines) => new("SUP", "S", SupplierReturnCause.Defective, SupplierReturnWish.Credit, [.. lines], null, House.By);

    private static SentBackLine Of(string lot, decimal quantity) => new("K", quantity, lot, null, null);

    private static SentBackLine Rejected(decimal quantity, string receipt = "R", int place = 0) => new("K", quantity, null, receipt, place);

    private ISupplierReturnGrain Return(string id) => _house.Grains.GetGrain<ISupplierReturnGrain>(id);

    private async Task<(decimal OnHand, decimal Quarantined, decimal Value)> Stock()
    {
        var stock = await _house.Look("S", "K");
        return (stock.OnHand, stock.Quarantined, stock.Lots.Sum(lot => lot.OnHand * lot.UnitCost!.Amount));
    }

    [Fact]
    public async Task Goods_leave_from_stock_quarantine_and_what_was_rejected_and_are_credited()
    {
        var put = await Return("B").Put(Ask(Of("L", 4), Of("L~in", 2), Rejected(2)));
        (put.IsNew, put.Value!.State, put.Value.Worth).ShouldBe((true, SupplierReturnState.Sent, new Money(600, "CNY")));
        put.Value.Lines.Select(line => line.Sent).ShouldBe([4, 2, 2]);
        (await Stock()).ShouldBe((2, 0, 200));
        (await Return("B").Put(Ask(Of("L", 4), Of("L~in", 2), Rejected(2)))).IsNew.ShouldBeFalse();
        (await Return("B").Put(Ask(Of("L", 4)))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        (await Return("B").Credit(new("CN-1", new(2020, 1, 1), 600, 78, "EUR", House.By))).Refusal.ShouldBe(new(RefusalKind.NoExchangeRate, State: "EUR"));
        var credited = (await Return("B").Credit(new("CN-1", new(2020, 1, 1), 600, 78, "CNY", House.By))).Value!;
        (credited.State, credited.Credit!.Net + credited.Credit.Tax).ShouldBe((SupplierReturnState.Credited, 678));
        (await Return("B").Credit(new("CN-1", new(2020, 1, 1), 600, 78, "CNY", House.By))).IsNew.ShouldBeFalse();
        (await Return("B").Decline(new(true, "no", House.By))).Refusal.ShouldBe(Refusal.NotIn("credited"));
        await _house.NothingIsOpen();
    }

    [Fact]
    public async Task What_a_stock_does_not_let_go_stays_and_a_return_of_nothing_is_refused()
    {
        (await _house.Stock("S", "K").Reserve(new("r", 5, null, TimeSpan.FromHours(1), null, null, null, null, null, false, House.By))).Refusal.ShouldBeNull();
        var put = (await Return("B").Put(Ask(Of("L", 2), Of("L~in", 1)))).Value!;
        put.Lines.Select(line => (line.Sent, line.Refusal?.Kind)).ShouldBe([(0, RefusalKind.InsufficientAvailable), (1, null)]);
        put.State.ShouldBe(SupplierReturnState.Sent);
        (await Return("C").Put(Ask(Of("L", 2), Of("Z", 1)))).Value!.State.ShouldBe(SupplierReturnState.Refused);
        (await Stock()).ShouldBe((7, 1, 700));
    }

    [Fact]
    public async Task A_supplier_that_gives_nothing_sends_the_goods_back_into_their_lots_or_they_are_lost()
    {
        (await Return("B").Put(Ask(Of("L", 4), Of("L~in", 2), Rejected(1)))).Refusal.ShouldBeNull();
        var back = (await Return("B").Decline(new(true, "not our fault", House.By))).Value!;
        (back.State, back.GoodsBack).ShouldBe((SupplierReturnState.Declined, true));
        back.Lines.Select(line => line.Back).ShouldBe([4, 2, 1]);
        (await Stock()).ShouldBe((8, 2, 800));
        (await Return("C").Put(Ask(Of("L", 1)))).Refusal.ShouldBeNull();
        (await Return("C").Decline(new(false, "thrown away", House.By))).Value!.State.ShouldBe(SupplierReturnState.Declined);
        (await Stock()).ShouldBe((7, 2, 700));
        await _house.NothingIsOpen();
    }

    [Fact]
    public async Task A_credit_note_counts_for_one_return_alone_however_many_ask_at_once()
    {
        var names = Enumerable.Range(0, 6).Select(i => $"B{i}").ToArray();
        foreach (var name in names) (await Return(name).Put(Ask(Of("L", 1)))).Refusal.ShouldBeNull();
        var answers = await Task.WhenAll(names.Select((name, i) => Return(name).Credit(new(i % 2 == 0 ? "CN-7" : " cn-7", new(2020, 1, 1), 100, 13, "CNY", House.By))));
        var winner = answers.Single(answer => answer.Value is not null).Value!;
        (winner.State, winner.Credit!.Net).ShouldBe((SupplierReturnState.Credited, 100));
        answers.Where(answer => answer.Value is null).Select(answer => answer.Refusal).Distinct().ShouldBe([new(RefusalKind.CreditNumberUsed, State: winner.Id)]);
        var loser = names.First(name => name != winner.Id);
        (await Return(loser).Get()).Value!.State.ShouldBe(SupplierReturnState.Sent);
        (await Return(loser).Credit(new("CN-8", new(2020, 1, 1), 100, 13, "CNY", House.By))).Value!.Credit!.Number.ShouldBe("CN-8");
        (await Return(winner.Id).Credit(new(winner.Credit.Number, new(2020, 1, 1), 100, 13, "CNY", House.By))).IsNew.ShouldBeFalse();
        await _house.NothingIsOpen();
    }

    [Fact]
    public async Task Returns_together_send_no_more_back_than_was_rejected_or_than_the_lots_hold()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Return($"B{i}").Put(Ask(Rejected(1), Of("L", 4)))));
        answers.Sum(answer => answer.Value!.Lines[0].Sent).ShouldBe(2);
        answers.Sum(answer => answer.Value!.Lines[1].Sent).ShouldBe(4);
        answers.Where(answer => answer.Value!.Lines[0].Sent == 0).Select(answer => answer.Value!.Lines[0].Refusal).Distinct().ShouldBe([Refusal.Insufficient(0)]);
        var declined = answers.First(answer => answer.Value!.Lines[0].Sent == 1).Value!.Id;
        (await Return(declined).Decline(new(true, "here again", House.By))).Value!.Lines[0].Back.ShouldBe(1);
        (await Return("C").Put(Ask(Rejected(2)))).Value!.State.ShouldBe(SupplierReturnState.Refused);
        (await Return("D").Put(Ask(Rejected(1)))).Value!.State.ShouldBe(SupplierReturnState.Sent);
        await _house.NothingIsOpen();
    }

    [Fact]
    public async Task Other_goods_come_by_a_receipt_of_the_same_supplier_and_store()
    {
        (await Return("B").Put(Ask(Of("L", 1)))).Refusal.ShouldBeNull();
        (await Return("B").Exchange(new("none", House.By))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownReceipt);
        await Receive(_house, "R2", 1, 0, 0);
        (await Return("B").Exchange(new("R2", House.By))).Value!.State.ShouldBe(SupplierReturnState.Exchanged);
        (await Return("B").Exchange(new("R2", House.By))).IsNew.ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_not_there_or_of_another_form_is_refused()
    {
        (await Return("B").Put(Ask(Of("L", 1)) with { Supplier = "none" })).Refusal!.Kind.ShouldBe(RefusalKind.UnknownSupplier);
        (await Return("B").Put(Ask(Of("L", 1) with { Sku = "none" }))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownSku);
        (await Return("B").Put(Ask(Rejected(3)))).Refusal.ShouldBe(Refusal.Invalid("lines[0].quantity", "more-than-was-rejected"));
        (await Return("B").Put(Ask(Rejected(1, place: 7)))).Refusal.ShouldBe(Refusal.Invalid("lines[0].place", "unknown-lot-of-the-receipt"));
        (await Return("B").Put(Ask(Rejected(1, "none")))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownReceipt);
        (await Return("B").Put(Ask(Rejected(1)) with { Store = "T" })).Refusal.ShouldBe(Refusal.Invalid("lines[0].receipt", "is-of-another-supplier-or-store"));
        (await Return("B").Put(Ask(Of("L", 1) with { Receipt = "R", Place = 0 }))).Refusal.ShouldBe(Refusal.Invalid("lines[0].lot", "must-be-a-lot-or-a-receipt"));
        (await Return("B").Put(Ask())).Refusal.ShouldBe(Refusal.Invalid("lines", "must-be-1-to-200"));
        (await Return("B").Get()).Refusal!.Kind.ShouldBe(RefusalKind.UnknownSupplierReturn);
        (await Return("B").Decline(new(true, "x", House.By))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownSupplierReturn);
        (await Stock()).OnHand.ShouldBe(8);
    }

    [Fact]
    public async Task A_crash_anywhere_sends_goods_once_and_takes_them_back_once()
    {
        var crashes = await Crash.AfterEveryWrite(Received, SendAndTakeBack, async (house, _) =>
        {
            await house.Sweep.SweepOnce(CancellationToken.None);
            await SendAndTakeBack(house);
            await house.NothingIsOpen();
            var stock = await house.Look("S", "K");
            (stock.OnHand, stock.Lots.Sum(lot => lot.OnHand * lot.UnitCost!.Amount)).ShouldBe((8, 800));
        });
        crashes.ShouldBeGreaterThan(5);

        static async Task SendAndTakeBack(House house)
        {
            var one = house.Grains.GetGrain<ISupplierReturnGrain>("B");
            (await one.Put(Ask(Of("L", 4), Of("L~in", 2), Rejected(2)))).Refusal.ShouldBeNull();
            (await one.Decline(new(true, "no", House.By))).Refusal.ShouldBeNull();
        }
    }
}
