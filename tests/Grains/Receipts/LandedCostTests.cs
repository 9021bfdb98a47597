using BeautyGrains.Contracts;
using BeautyGrains.Grains.Tests.Buying;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Receipts;

/// <summary>Landed costs of receipts over real stocks.</summary>
public sealed class LandedCostTests : IAsyncLifetime
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

    // Three lines of equal value: 10 of A at 30, 30 of B at 10, 5 of C at 60; of C two are quarantined.
    private static async Task Received(House house)
    {
        await OrderSteps.Prepare(house);
        foreach (var (sku, weight) in new[] { ("A", (decimal?)100), ("B", 50), ("C", null) }) await house.PutSku(sku, new("Cream", "piece", WeightGrams: weight));
        var order = house.Order("PO");
        (await order.Draft(new("SUP", [new(1, "S", "A", 10, 30), new(2, "S", "B", 30, 10), new(3, "S", "C", 5, 60)], null, null, null, OrderSteps.Author))).Refusal.ShouldBeNull();
        (await order.Submit(new(null, OrderSteps.Author))).Refusal.ShouldBeNull();
        (await order.Approve(new(OrderSteps.Boss, OrderSteps.Author))).Refusal.ShouldBeNull();
        (await order.Send(new(OrderSteps.Author))).Refusal.ShouldBeNull();
        (await house.Grains.GetGrain<IReceiptGrain>("R").Put(new("PO", "S", [Lot(3, 3, 2), Lot(1, 10, 0), Lot(2, 30, 0)], "Li", null, House.By))).Refusal.ShouldBeNull();
    }

    private static InspectedLot Lot(int line, decimal accepted, decimal quarantined) =>
        new(line, "L", null, null, accepted + quarantined, accepted, 0, quarantined, null, true, true, 0, null, null);

    private static PutLandedCost Ask(decimal amount, CostBasis basis = CostBasis.Value) => new("R", basis, [new(LandedCostKind.Freight, amount)], null, null, null, "AWB-1", null, House.By);

    private Task<Answer<LandedCostView>> Put(string id, PutLandedCost ask) => _house.Grains.GetGrain<ILandedCostGrain>(id).Put(ask);

    private static async Task<decimal> Value(House house)
    {
        var sum = 0m;
        foreach (var sku in new[] { "A", "B", "C" }) sum += (await house.Look("S", sku)).Lots.Sum(lot => lot.OnHand * lot.UnitCost!.Amount);
        return decimal.Round(sum, 3);
    }

    [Fact]
    public async Task Ten_yuan_over_three_equal_lines_are_ten_yuan_in_stock_and_the_first_line_has_the_last_cent()
    {
        var put = await Put("C1", Ask(1_000));
        (put.IsNew, put.Value!.State, put.Value.Total, put.Value.Added.Amount, put.Value.Variance.Amount).ShouldBe((true, LandedCostState.Posted, new Money(1_000, "CNY"), 1_000, 0));
        put.Value.Lines.Select(line => (line.Line, line.Sku, line.Amount, line.Weighs)).ShouldBe([(1, "A", 334, 300), (2, "B", 333, 300), (3, "C", 333, 300)]);
        (await Value(_house)).ShouldBe(1_900);
        (await _house.Look("S", "C")).Lots.Select(lot => decimal.Round(lot.UnitCost!.Amount * lot.OnHand, 2)).Order().ShouldBe([253, 380]);
        (await Put("C1", Ask(1_000))).IsNew.ShouldBeFalse();
        (await Put("C1", Ask(1_001))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        (await Put("C2", Ask(-1_000))).Value!.Added.Amount.ShouldBe(-1_000);
        (await Value(_house)).ShouldBe(900);
        await _house.NothingIsOpen();
    }

    [Fact]
    public async Task What_belongs_to_goods_that_were_sold_is_told_as_variance()
    {
        (await _house.Stock("S", "A").Sell(new("S1", 4, null, null, MovementKind.Sale, null, House.By))).Refusal.ShouldBeNull();
        var put = (await Put("C1", Ask(900, CostBasis.Quantity))).Value!;
        put.Lines.Select(line => (line.Amount, line.Added, line.Variance)).ShouldBe([(200, 120, 80), (600, 600, 0), (100, 100, 0)]);
        (put.Added.Amount, put.Variance.Amount).ShouldBe((820, 80));
        (await Value(_house)).ShouldBe(900 - 120 + 820);
    }

    [Fact]
    public async Task By_weight_every_SKU_needs_one_and_a_foreign_currency_needs_its_rate()
    {
        var refused = (await Put("C1", Ask(100, CostBasis.Weight))).Refusal!;
        (refused.Kind, refused.Sku).ShouldBe((RefusalKind.WeightMissing, "C"));
        await _house.PutSku("C", new("Cream", "piece", WeightGrams: 500));
        _house.Clock.Advance(TimeSpan.FromSeconds(10));
        (await Put("C1", Ask(100, CostBasis.Weight))).Value!.Lines.Select(line => (line.Weighs, line.Amount)).ShouldBe([(1_000, 20), (1_500, 30), (2_500, 50)]);
        (await Put("C2", Ask(100) with { Currency = "EUR" })).Refusal.ShouldBe(new(RefusalKind.NoExchangeRate, State: "EUR"));
        var policy = BuyingDefaults.Policy with { ExchangeRates = [new("EUR", 7.5m, new(2020, 1, 1)), new("EUR", 8, new(2021, 1, 1))] };
        (await _house.Grains.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Put(new(policy, null, House.By))).Refusal.ShouldBeNull();
        (await Put("C2", Ask(100) with { Currency = "EUR", OccurredOn = new(2020, 6, 1) })).Value!.Total.ShouldBe(new(750, "CNY"));
        (await Put("C3", Ask(100) with { Currency = "EUR" })).Value!.Total.ShouldBe(new(800, "CNY"));
    }

    [Fact]
    public async Task What_is_not_there_or_of_another_form_is_refused()
    {
        (await Put("C", Ask(1) with { Receipt = "none" })).Refusal!.Kind.ShouldBe(RefusalKind.UnknownReceipt);
        (await Put("C", Ask(1) with { OccurredOn = new(2199, 1, 1) })).Refusal.ShouldBe(Refusal.Invalid("occurredOn", "must-not-be-future"));
        (await Put("C", Ask(0))).Refusal.ShouldBe(Refusal.Invalid("charges[0].amount", "must-not-be-zero"));
        (await Put("C", Ask(0.5m))).Refusal.ShouldBe(Refusal.Invalid("charges[0].amount", "at-most-0-decimals"));
        (await Put("C", Ask(1) with { Charges = [] })).Refusal.ShouldBe(Refusal.Invalid("charges", "must-be-1-to-20"));
        (await _house.Grains.GetGrain<ILandedCostGrain>("C").Get()).Refusal!.Kind.ShouldBe(RefusalKind.UnknownLandedCost);
    }

    [Fact]
    public async Task A_crash_anywhere_adds_each_share_once()
    {
        var crashes = await Crash.AfterEveryWrite(Received, Land, async (house, _) =>
        {
            await house.Sweep.SweepOnce(CancellationToken.None);
            await house.NothingIsOpen();
            await Land(house);
            (await Value(house)).ShouldBe(1_900);
        });
        crashes.ShouldBeGreaterThan(3);

        static async Task Land(House house) => (await house.Grains.GetGrain<ILandedCostGrain>("C1").Put(Ask(1_000))).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_payment_that_a_budget_refuses_is_told_by_the_order_and_holds_nothing_up()
    {
        var order = _house.Order("PO2");
        (await order.Draft(OrderSteps.Ask(10))).Refusal.ShouldBeNull();
        await order.Submit(new(null, OrderSteps.Author));
        await order.Approve(new(OrderSteps.Boss, OrderSteps.Author));
        await order.Send(new(OrderSteps.Author));
        var budget = _house.Grains.GetGrain<IBudgetGrain>(OrderSteps.Budget);
        (await budget.Spend(new("purchase-order:PO2/1", "R2", new(7, "CNY"), House.By))).Refusal.ShouldBeNull();
        var receipt = (await _house.Grains.GetGrain<IReceiptGrain>("R2").Put(new("PO2", "S", [Lot(1, 4, 0)], "Li", null, House.By))).Value!;
        receipt.State.ShouldBe(ReceiptState.Received);
        (await order.Get()).Value!.Unspent.ShouldBe([new("R2", OrderSteps.Budget, RefusalKind.IdReused)]);
        await _house.NothingIsOpen();
    }
}
