using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Buying;

/// <summary>Purchase orders over real grains and budgets.</summary>
public sealed class PurchaseOrderTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await OrderSteps.Prepare(_house);
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    [Fact]
    public async Task An_order_goes_from_draft_to_closed_and_its_budget_knows()
    {
        var order = _house.Order("PO");
        var drafted = await order.Draft(OrderSteps.Ask(10));
        (drafted.IsNew, drafted.Value!.State, drafted.Value.Net, drafted.Value.Author).ShouldBe((true, PurchaseOrderState.Draft, 1_000, OrderSteps.Author.Actor));
        (await order.Draft(OrderSteps.Ask(10))).IsNew.ShouldBeFalse();
        (await order.Draft(OrderSteps.Ask(11))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);

        (await order.Submit(new(null, OrderSteps.Author))).Value!.State.ShouldBe(PurchaseOrderState.Submitted);
        (await order.Submit(new(null, OrderSteps.Author))).IsNew.ShouldBeFalse();
        (await Committed()).ShouldBe(1_000);
        (await order.Approve(new(OrderSteps.Boss with { PersonId = "author" }, OrderSteps.Author))).Refusal!.Kind.ShouldBe(RefusalKind.ApproverIsAuthor);
        (await order.Approve(new(OrderSteps.Boss, OrderSteps.Author))).Value!.State.ShouldBe(PurchaseOrderState.Approved);
        (await order.Send(new(OrderSteps.Author))).Value!.State.ShouldBe(PurchaseOrderState.Sent);
        (await order.TakeDelivery(new("R1", [new(1, 4)], OrderSteps.Author))).Value!.State.ShouldBe(PurchaseOrderState.PartlyReceived);
        (await order.SettleDelivery(new("R1", [new(1, 3)], OrderSteps.Author))).Value!.Lines.Single().Open.ShouldBe(7);
        ((await Committed()), (await Budget())!.Spent).ShouldBe((700, 300));
        (await order.Cancel(new("No", OrderSteps.Author))).Refusal.ShouldBe(Refusal.NotIn("partly-received"));
        (await order.Close(new("Enough", OrderSteps.Author))).Value!.State.ShouldBe(PurchaseOrderState.Closed);
        ((await Committed()), (await Budget())!.Spent).ShouldBe((0, 300));
        (await order.Get()).Value!.History.Select(step => step.Did).ShouldBe(
        [
            OrderCommand.Draft, OrderCommand.Submit, OrderCommand.Commit, OrderCommand.Approve, OrderCommand.Send, OrderCommand.Receive, OrderCommand.Settle, OrderCommand.Close,
        ]);
        await _house.NothingIsOpen();
    }

    [Fact]
    public async Task Of_fifty_submissions_at_once_at_a_budget_with_room_for_ten_ten_pass()
    {
        (await _house.Grains.GetGrain<IBudgetGrain>(OrderSteps.Budget).Put(new(new(1_000, "CNY"), 80, BudgetPolicy.Block, null, House.By))).Refusal.ShouldBeNull();
        var orders = Enumerable.Range(0, 50).Select(i => _house.Order($"PO-{i}")).ToList();
        foreach (var order in orders) (await order.Draft(OrderSteps.Ask(1))).Refusal.ShouldBeNull();
        var answers = await Task.WhenAll(orders.Select(order => order.Submit(new(null, OrderSteps.Author))));
        answers.Count(answer => answer.Value?.State == PurchaseOrderState.Submitted).ShouldBe(10);
        answers.Where(answer => answer.Value is null).Select(answer => (answer.Refusal!.Kind, answer.Refusal.Store)).Distinct().ShouldBe([(RefusalKind.BudgetExceeded, "S")]);
        ((await Committed()), (await Budget())!.Left).ShouldBe((1_000, 0));
    }

    [Fact]
    public async Task An_order_that_one_budget_refuses_holds_nothing_in_the_other_and_can_be_asked_for_again()
    {
        (await _house.Grains.GetGrain<IBudgetGrain>(OrderSteps.BudgetOf("T")).Put(new(new(50, "CNY"), 80, BudgetPolicy.Escalate, null, House.By))).Refusal.ShouldBeNull();
        var order = _house.Order("PO");
        await order.Draft(OrderSteps.Ask(10) with { Lines = [new(1, "S", "K", 10), new(2, "T", "K", 1)] });
        var refused = await order.Submit(new(null, OrderSteps.Author));
        (refused.Refusal!.Kind, refused.Refusal.Store, refused.Refusal.Available).ShouldBe((RefusalKind.BudgetExceeded, "T", 50));
        (await order.Get()).Value!.State.ShouldBe(PurchaseOrderState.Draft);
        (await Committed()).ShouldBe(0);
        (await order.Submit(new(OrderSteps.Boss, OrderSteps.Author))).Value!.State.ShouldBe(PurchaseOrderState.Submitted);
        (await Committed()).ShouldBe(1_000);
        (await order.Amend(new("A1", [new(1, "S", "K", 9)], null, "Less", OrderSteps.Author))).Value!.State.ShouldBe(PurchaseOrderState.Draft);
        (await Committed()).ShouldBe(0);
        (await order.Submit(new(null, OrderSteps.Author))).Value!.Net.ShouldBe(900);
        (await order.Reject(new("Too much", OrderSteps.Author))).Value!.State.ShouldBe(PurchaseOrderState.Rejected);
        (await Committed()).ShouldBe(0);
    }

    [Fact]
    public async Task A_crash_anywhere_in_an_orders_life_commits_spends_and_releases_each_amount_once()
    {
        var crashes = await Crash.AfterEveryWrite(OrderSteps.Prepare, OrderSteps.WholeLife, async (house, _) =>
        {
            await house.Sweep.SweepOnce(CancellationToken.None);
            await house.NothingIsOpen();
            await OrderSteps.WholeLife(house);
            await house.NothingIsOpen();
            var view = (await house.Order("PO").Get()).Value!;
            (view.State, view.Lines.Sum(line => line.Received)).ShouldBe((PurchaseOrderState.Closed, 8));
            foreach (var (store, spent) in new[] { ("S", 600m), ("T", 200m) })
            {
                var budget = (await house.Grains.GetGrain<IBudgetGrain>(OrderSteps.BudgetOf(store)).Get())!;
                (budget.Committed, budget.Spent).ShouldBe((0, spent), store);
            }
        });
        crashes.ShouldBeGreaterThan(12);
    }

    private async Task<decimal> Committed() => (await Budget())?.Committed ?? 0;

    private Task<BudgetView?> Budget() => _house.Grains.GetGrain<IBudgetGrain>(OrderSteps.Budget).Get();
}

/// <summary>Short ways to order.</summary>
internal static class OrderSteps
{
    public static readonly Caller Author = new(Approver.ActorOf("author"), "test");

    public static readonly Approver Boss = new("boss", [PersonRole.Finance], null, [new(ApprovalKind.Order, null), new(ApprovalKind.BudgetOverrun, null)]);

    public static string Budget => BudgetOf("S");

    /// <summary>Of the month in which goods ordered now are expected: seven days after the day on which the house's clock stands, in the stores' zone.</summary>
    public static string BudgetOf(string store) =>
        BudgetKey.Of(store, "face", DateOnly.FromDateTime(new Engine.Tests.ManualClock().GetUtcNow().AddHours(8).DateTime).AddDays(7)).ToString();

    public static IPurchaseOrderGrain Order(this House house, string id) => house.Grains.GetGrain<IPurchaseOrderGrain>(id);

    public static DraftOrder Ask(decimal quantity) => new("SUP", [new(1, "S", "K", quantity)], null, null, null, Author);

    public static async Task Prepare(House house)
    {
        await house.PutStore("S");
        await house.PutStore("T");
        await house.PutSku("K", new("Serum", "piece", Category: "face"));
        (await house.Grains.GetGrain<ISupplierGrain>("SUP").Put(new(new("Supplier", Qualifications: [new("business-licence", "N")], Prices: [new("K", 100)]), null, House.By))).Refusal.ShouldBeNull();
    }

    public static async Task WholeLife(House house)
    {
        var order = house.Order("PO");
        await order.Draft(new("SUP", [new(1, "S", "K", 10), new(2, "T", "K", 2)], null, null, null, Author));
        if ((await order.Get()).Value!.State is PurchaseOrderState.Closed) return;
        await order.Submit(new(null, Author));
        await order.Approve(new(Boss, Author));
        await order.Send(new(Author));
        await order.TakeDelivery(new("R1", [new(1, 7), new(2, 2)], Author));
        await order.SettleDelivery(new("R1", [new(1, 6), new(2, 2)], Author));
        await order.Close(new("Enough", Author));
    }
}
