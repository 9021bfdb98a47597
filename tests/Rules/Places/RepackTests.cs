namespace BeautyGrains.Rules.Tests.Places;

/// <summary>What comes out of what goes in: parents, the earliest expiry, and the cost to the cent.</summary>
public sealed class RepackTests
{
    private static readonly SkuRecord s_cream = new("Cream", "piece", GoodsCategory: GoodsCategory.OrdinaryCosmetic);
    private static readonly Bill s_box = new([new("BOX", 1)], [new("ONE", 10)]);
    private static readonly Bill s_kit = new([new("A", 1, 3), new("B", 2, 1), new("WRAP", 1, Packaging: true)], [new("KIT", 1)]);

    private static TravellingLot Lot(string name, decimal quantity, decimal? cost = 100, string expires = "2027-01", LotOwner? owner = null, EquatableList<LotParent>? parents = null)
    {
        var expiry = Book.Printed(expires);
        return new(name, name, quantity, expiry, ExpiryRules.ExpiredFrom(expiry, "Asia/Shanghai"), null, cost is { } amount ? new(amount, "CNY") : null, "SUP", null, owner, parents);
    }

    private static Repack Taken(Bill bill, decimal times, bool dismantle, params (string Sku, TravellingLot[] Lots)[] taken)
    {
        var skus = bill.Inputs.Concat(bill.Outputs).ToDictionary(line => line.Sku, _ => new Answer<StockFacts>(new(s_cream, new("Bund", "Asia/Shanghai")), null, false));
        var decision = RepackRules.Put(Repack.Empty, new("S1", "r", times, dismantle, [], null, null, Book.By), new(new("R", null, [bill]), RepackDefaults.Policy, new(2026, 11, 22), skus));
        decision.Refusal.ShouldBeNull();
        var repack = Repack.Empty.After(decision.Events[0], default);
        foreach (var (sku, lots) in taken) repack = repack.After(new RepackTaken(sku, [.. lots], null), default);
        return repack;
    }

    private static RepackPlanned Plan(Repack repack) => RepackPlan.Of("RP-1", repack).ShouldBeOfType<RepackPlanned>();

    [Fact]
    public void A_box_of_two_lots_becomes_singles_of_two_lots_that_keep_number_expiry_and_their_share_of_the_cost()
    {
        var plan = Plan(Taken(s_box, 3, false, ("BOX", [Lot("L1", 2, 100.5m, "2027-01"), Lot("L2", 1, 99, "2026-12")])));
        plan.Cost.ShouldBe(new(300, "CNY"));
        var lots = plan.Outputs.ShouldHaveSingleItem().Lots;
        lots.Select(lot => (lot.LotNo, lot.Quantity, lot.Expiry!.Printed, lot.UnitCost!.Amount)).ShouldBe([("L1", 20m, "2027-01", 10m), ("L2", 10m, "2026-12", 10m)]);
        lots[0].Parents.ShouldBe([new("BOX", "L1", 2)]);
    }

    [Fact]
    public void A_kit_names_all_its_parents_has_the_earliest_expiry_but_that_of_packaging_and_costs_what_they_cost_with_packaging()
    {
        var plan = Plan(Taken(s_kit, 2, false, ("A", [Lot("A1", 2, 50, "2027-05")]), ("B", [Lot("B1", 1, 10, "2026-12"), Lot("B2", 3, 11, "2027-02")]), ("WRAP", [Lot("W1", 2, 0.5m, "2026-11")])));
        var kit = plan.Outputs.ShouldHaveSingleItem().Lots.ShouldHaveSingleItem();
        (kit.LotNo, kit.Quantity, kit.Expiry!.Printed, kit.UnitCost!.Amount).ShouldBe(("RP-1", 2m, "2026-12", 72m));
        kit.Parents.ShouldBe([new("A", "A1", 2), new("B", "B1", 1), new("B", "B2", 3), new("WRAP", "W1", 2)]);
    }

    [Fact]
    public void A_kit_that_is_taken_apart_gives_its_units_back_under_their_own_numbers_without_packaging_and_shares_its_cost_by_weight()
    {
        var kit = Lot("K1", 1, 81, "2026-12", parents: [new("A", "A1", 1), new("B", "B1", 1), new("B", "B2", 1), new("WRAP", "W1", 1)]);
        var plan = Plan(Taken(s_kit with { Inputs = [new("A", 1, 3), new("B", 2, 1), new("WRAP", 1, Packaging: true)] }, 1, true, ("KIT", [kit])));
        plan.Outputs.Select(output => (output.Sku, output.Lots[0].LotNo, output.Lots[0].Quantity, output.Lots[0].UnitCost!.Amount, output.Lots[0].Expiry!.Printed))
            .ShouldBe([("A", "A1", 1m, 61m, "2026-12"), ("B", "K1", 2m, 10m, "2026-12")]);
    }

    [Fact]
    public void Whatever_goes_in_what_comes_out_is_worth_the_same_to_the_cent()
    {
        var dice = 7u;
        for (var round = 0; round < 500; round++)
        {
            decimal Roll(int most) => (dice = unchecked((dice * 1664525) + 1013904223)) / 65536 % (uint)most;
            var (a, b) = (Roll(5_000_000) / 10_000, Roll(5_000_000) / 1_000_000);
            var (q, r) = (1 + Roll(200), 1 + Roll(500));
            var bill = new Bill([new("A", 1), new("B", 1, Packaging: true)], [new("X", 1 + Roll(30), Roll(10)), new("Y", 1 + Roll(30), 1)]);
            var plan = Plan(Taken(bill, q + r, false, ("A", [Lot("A1", q, a), Lot("A2", r, b)]), ("B", [Lot("B1", q + r, 0.1m)])));
            var worth = decimal.Round((q * a) + (r * b) + ((q + r) * 0.1m), 0, MidpointRounding.ToEven);
            plan.Cost!.Amount.ShouldBe(worth);
            plan.Outputs.SelectMany(output => output.Lots).Sum(lot => decimal.Round(lot.Quantity * lot.UnitCost!.Amount)).ShouldBe(worth, $"round {round}");
            plan.Outputs.Sum(output => output.Lots.Sum(lot => lot.Quantity)).ShouldBe((q + r) * bill.Outputs.Sum(line => line.Quantity));
        }
    }

    [Fact]
    public void Goods_of_two_owners_make_no_lot_and_without_a_cost_of_one_the_cost_is_not_known()
    {
        var owner = new LotOwner(OwnerKind.Consignor, "V");
        RepackPlan.Of("RP-1", Taken(s_box, 2, false, ("BOX", [Lot("L1", 1, owner: owner), Lot("L2", 1)]))).ShouldBeOfType<RepackStopped>().Refusal.State.ShouldBe("owners-differ");
        Plan(Taken(s_box, 2, false, ("BOX", [Lot("L1", 2, owner: owner)]))).Outputs[0].Lots[0].Owner.ShouldBe(owner);
        var unknown = Plan(Taken(s_box, 2, false, ("BOX", [Lot("L1", 1), Lot("L2", 1, null)])));
        (unknown.Cost, unknown.Outputs[0].Lots[0].UnitCost).ShouldBe((null, null));
    }

    [Theory]
    [InlineData(GoodsCategory.OrdinaryCosmetic, "split", null)]
    [InlineData(GoodsCategory.OrdinaryCosmetic, "kit", null)]
    [InlineData(GoodsCategory.OrdinaryCosmetic, "mix", "mix")]
    [InlineData(GoodsCategory.ChildrensCosmetic, "mix", "mix")]
    [InlineData(GoodsCategory.Other, "mix", null)]
    [InlineData(GoodsCategory.Drug, "split", "split")]
    [InlineData(GoodsCategory.DeviceII, "kit", "kit")]
    public void Cosmetics_are_never_mixed_and_other_categories_follow_the_table(GoodsCategory category, string kind, string? refused)
    {
        var bill = kind switch { "split" => s_box, "kit" => s_kit, _ => new([new("A", 0.5m), new("B", 1)], [new("KIT", 1)]) };
        BillRules.KindOf(bill).ToString().ToLowerInvariant().ShouldBe(kind);
        var skus = bill.Inputs.Concat(bill.Outputs).ToDictionary(line => line.Sku, line => s_cream with { GoodsCategory = line.Packaging ? GoodsCategory.Drug : category });
        BillRules.Refused(bill, skus, RepackDefaults.Policy, new(2026, 1, 1))?.State.ShouldBe(refused);
        // No table lets cosmetics be mixed.
        var all = new RepackPolicy([.. Enum.GetValues<GoodsCategory>().Select(one => new RepackRule(one, [RepackKind.Split, RepackKind.Kit, RepackKind.Mix]))]);
        (BillRules.Refused(bill, skus, all, new(2026, 1, 1)) is not null).ShouldBe(kind == "mix" && RecipeForm.IsCosmetic(category));
    }

    [Fact]
    public void What_a_repack_has_made_stands_beside_a_lot_of_the_same_number_and_what_went_in_knows_the_repack()
    {
        var book = new Book();
        book.Receive("L1", 5, "2026-12");
        book.Issue("RP-1", MovementKind.RepackOut, 2).Refusal.ShouldBeNull();
        book.Stock.Lots["L1"].Repacks.ShouldBe(["RP-1"]);
        book.TakeIn("RP-2", "L1", 7, LotStatus.Recalled).Refusal.ShouldBeNull();
        var made = book.Stock.Lots["L1~repack"];
        (made.OnHand, made.Status, made.LotNo, made.Parents![0]).ShouldBe((7m, LotStatus.Recalled, "L1", new LotParent("K9", "P1", 7)));
        book.TakeIn("RP-2", "L1", 7).IsRepeat.ShouldBeTrue();
    }

    [Fact]
    public void The_life_of_a_repack_has_no_dead_end() => RepackLife.Table.Faults(RepackState.Refused, RepackState.Undone).ShouldBeEmpty();
}
