using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Buying;

/// <summary>Invoices over real orders and receipts. Ten of K are ordered at 100 with 13 % tax.</summary>
public sealed class InvoiceTests : IAsyncLifetime
{
    private static readonly Approver s_boss = new("boss", [PersonRole.Finance], null, [new(ApprovalKind.InvoiceDifference, new(500, "CNY"))]);
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await Sent(_house);
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private static async Task Sent(House house)
    {
        await OrderSteps.Prepare(house);
        var order = house.Order("PO");
        (await order.Draft(new("SUP", [new(1, "S", "K", 10, 100, 0.13m)], null, null, null, OrderSteps.Author))).Refusal.ShouldBeNull();
        (await order.Submit(new(null, OrderSteps.Author))).Refusal.ShouldBeNull();
        (await order.Approve(new(OrderSteps.Boss, OrderSteps.Author))).Refusal.ShouldBeNull();
        (await order.Send(new(OrderSteps.Author))).Refusal.ShouldBeNull();
    }

    private static async Task Receive(House house, string id, decimal quantity) => (await house.Grains.GetGrain<IReceiptGrain>(id).Put(
        new("PO", "S", [new(1, "L", null, null, quantity, quantity, 0, 0, null, true, true, 0, null, null)], "Li", null, House.By))).Refusal.ShouldBeNull();

    private static PutInvoice Ask(decimal quantity, decimal net, decimal tax) => new("PO", new(2020, 1, 1), null, [new(1, quantity, net, tax)], null, null, OrderSteps.Author);

    private IInvoiceGrain Invoice(string number) => _house.Grains.GetGrain<IInvoiceGrain>($"SUP/{number}");

    [Fact]
    public async Task An_invoice_that_fits_is_owed_until_it_is_paid()
    {
        await Receive(_house, "R", 10);
        var put = await Invoice("I1").Put(Ask(10, 1_000, 130));
        (put.IsNew, put.Value!.State, put.Value.Owed, put.Value.ExpectedNet, put.Value.ExpectedTax).ShouldBe((true, InvoiceState.Matched, 1_130, 1_000, 130));
        (await Invoice("I1").Put(Ask(10, 1_000, 130))).IsNew.ShouldBeFalse();
        (await Invoice("I1").Put(Ask(10, 1_001, 130))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        (await Invoice("I1").Approve(new(s_boss, "x", House.By))).Refusal.ShouldBe(Refusal.NotIn("matched"));
        (await Invoice("I1").Pay(new(new(2199, 1, 1), null, House.By))).Refusal.ShouldBe(Refusal.Invalid("paidOn", "must-not-be-future"));
        var paid = (await Invoice("I1").Pay(new(new(2020, 2, 1), "B-1", House.By))).Value!;
        (paid.State, paid.Owed, paid.PaymentReference).ShouldBe((InvoiceState.Paid, 0, "B-1"));
        (await Invoice("I1").Pay(new(new(2020, 2, 1), "B-1", House.By))).IsNew.ShouldBeFalse();
        (await Invoice("I1").Reject(new("late", House.By))).Refusal.ShouldBe(Refusal.NotIn("paid"));
        paid.History.Select(step => step.Did).ShouldBe(["put", "fits", "pay"]);
        await _house.NothingIsOpen();
    }

    [Fact]
    public async Task A_difference_is_accepted_by_another_person_within_their_limit()
    {
        await Receive(_house, "R", 10);
        (await Invoice("I1").Put(Ask(10, 1_400, 130))).Value!.State.ShouldBe(InvoiceState.Differing);
        (await Invoice("I1").Get()).Value!.Owed.ShouldBe(0);
        (await Invoice("I1").Approve(new(null, "agreed", House.By))).Refusal.ShouldBe(new(RefusalKind.ApproverNeeded, State: "invoice-difference"));
        (await Invoice("I1").Approve(new(s_boss with { PersonId = "author" }, "agreed", House.By))).Refusal!.Kind.ShouldBe(RefusalKind.ApproverIsAuthor);
        (await Invoice("I1").Approve(new(s_boss with { Stores = ["T"] }, "agreed", House.By))).Refusal!.State.ShouldBe("store");
        (await Invoice("I1").Approve(new(s_boss with { Limits = [new(ApprovalKind.InvoiceDifference, new(399, "CNY"))] }, "agreed", House.By))).Refusal!.State.ShouldBe("limit");
        var accepted = (await Invoice("I1").Approve(new(s_boss, "agreed", House.By))).Value!;
        (accepted.State, accepted.Owed, accepted.ApprovedBy, accepted.Reason).ShouldBe((InvoiceState.Accepted, 1_530, s_boss.Actor, "agreed"));
        (await Invoice("I1").Reject(new("second thoughts", House.By))).Value!.State.ShouldBe(InvoiceState.Rejected);
        (await Invoice("I1").Void(new("gone", House.By))).Value!.State.ShouldBe(InvoiceState.Voided);
    }

    [Fact]
    public async Task Two_invoices_never_bill_the_same_goods_and_a_rejected_one_frees_them()
    {
        await Receive(_house, "R", 10);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Invoice($"I{i}").Put(Ask(10, 1_000, 130))));
        answers.Count(answer => answer.Value!.State == InvoiceState.Matched).ShouldBe(1);
        var first = Array.FindIndex(answers, answer => answer.Value!.State == InvoiceState.Matched);
        var second = (first + 1) % 4;
        (await Invoice($"I{second}").Match(new(House.By))).Value!.State.ShouldBe(InvoiceState.Differing);
        for (var i = 0; i < 4; i++)
            if (i != second) (await Invoice($"I{i}").Reject(new("twice", House.By))).Value!.State.ShouldBe(InvoiceState.Rejected);
        (await Invoice($"I{second}").Match(new(House.By))).Value!.State.ShouldBe(InvoiceState.Matched);
        (await Invoice($"I{first}").Put(Ask(4, 400, 52))).Value!.State.ShouldBe(InvoiceState.Differing, "The other bills all of it by now.");
    }

    [Fact]
    public async Task An_invoice_before_the_goods_differs_and_fits_once_they_are_here()
    {
        (await Invoice("I1").Put(Ask(10, 1_000, 130))).Value!.State.ShouldBe(InvoiceState.Differing);
        await Receive(_house, "R", 10);
        (await Invoice("I1").Match(new(House.By))).Value!.State.ShouldBe(InvoiceState.Matched);
    }

    [Fact]
    public async Task An_order_that_was_not_sent_takes_no_invoice_and_others_are_refused_by_form()
    {
        (await _house.Order("D").Draft(OrderSteps.Ask(1))).Refusal.ShouldBeNull();
        (await Invoice("I1").Put(Ask(1, 100, 13) with { Order = "D" })).Refusal.ShouldBe(Refusal.NotIn("draft"));
        (await Invoice("I1").Get()).Value!.State.ShouldBe(InvoiceState.Rejected);
        (await Invoice("I1").Put(Ask(1, 100, 13) with { Order = "D" })).Refusal.ShouldBe(Refusal.NotIn("draft"));
        (await Invoice("I1").Put(Ask(1, 100, 13))).Value!.State.ShouldBe(InvoiceState.Differing);
        (await Invoice("I2").Put(Ask(1, 100, 13) with { Order = "none" })).Refusal!.Kind.ShouldBe(RefusalKind.UnknownPurchaseOrder);
        (await Invoice("I2").Put(Ask(1, 100, 13) with { Currency = "EUR" })).Refusal.ShouldBe(Refusal.Invalid("currency", "must-be-the-orders-currency"));
        (await Invoice("I2").Put(Ask(1, 100, 13) with { IssuedOn = new(2199, 1, 1) })).Refusal.ShouldBe(Refusal.Invalid("issuedOn", "must-not-be-future"));
        (await Invoice("I2").Put(Ask(1, 100, 13) with { Lines = [new(7, 1, 1, 1)] })).Refusal.ShouldBe(Refusal.Invalid("lines[0].line", "unknown-line"));
        (await _house.Grains.GetGrain<IInvoiceGrain>("OTHER/I2").Put(Ask(1, 100, 13))).Refusal.ShouldBe(Refusal.Invalid("order", "is-another-suppliers"));
        (await Invoice("I2").Get()).Refusal!.Kind.ShouldBe(RefusalKind.UnknownInvoice);
        (await Invoice("I2").Match(new(House.By))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownInvoice);
    }

    [Fact]
    public async Task A_crash_anywhere_bills_goods_once_and_frees_them_once()
    {
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await Sent(house);
                await Receive(house, "R", 10);
            },
            Enter,
            async (house, _) =>
            {
                await house.Sweep.SweepOnce(CancellationToken.None);
                await house.NothingIsOpen();
                await Enter(house);
                await house.NothingIsOpen();
                (await house.Grains.GetGrain<IInvoiceGrain>("SUP/A").Get()).Value!.State.ShouldBe(InvoiceState.Rejected);
                (await house.Grains.GetGrain<IInvoiceGrain>("SUP/B").Get()).Value!.State.ShouldBe(InvoiceState.Matched);
            });
        crashes.ShouldBeGreaterThan(5);

        static async Task Enter(House house)
        {
            var (first, second) = (house.Grains.GetGrain<IInvoiceGrain>("SUP/A"), house.Grains.GetGrain<IInvoiceGrain>("SUP/B"));
            (await first.Put(Ask(10, 1_000, 130))).Refusal.ShouldBeNull();
            await first.Reject(new("not ours", House.By));
            (await second.Put(Ask(10, 1_000, 130))).Refusal.ShouldBeNull();
        }
    }
}
