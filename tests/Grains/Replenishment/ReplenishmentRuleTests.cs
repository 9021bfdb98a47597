using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests.Replenishment;

/// <summary>One open need, whatever arrives how often.</summary>
public sealed class ReplenishmentRuleTests
{
    private static readonly DateTimeOffset s_at = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);
    private static readonly ReplenishmentPolicy s_policy = new(ReplenishmentMethod.MinMax, "V", Minimum: 10, Maximum: 30, PackQuantity: 6);
    private static readonly ReplenishmentPlan s_plan = new(new(2026, 6, 1), 7, 0, 1, 0.95m, 2, 16, 4, 10, 30, 0, 6, "m", 100);

    private static readonly ReplenishmentState s_planned = After(ReplenishmentState.Empty, new ReplenishmentPolicyPut(s_policy), new ReplenishmentPlanned(s_plan));

    private static StockLevelChanged Level(decimal available) => new("S", "K", available, 0, available, 0, 0, 0, 0, 0, 0, 0, null, s_at, 1);

    private static ReplenishmentState After(ReplenishmentState state, params IEnumerable<ReplenishmentEvent> events) =>
        events.Aggregate(state, (now, happened) => now.After(happened, new(now.Version + 1, s_at, "")));

    private static Decision<ReplenishmentEvent> Look(
        ReplenishmentState state, decimal available, EquatableList<OrderOnTheWay>? orders = null, EquatableList<SisterOffer>? offers = null, long? seen = null, ReplenishmentPlan? plan = null) =>
        ReplenishmentRules.Look(state, new(seen ?? state.Version, null, plan, orders, offers, House.By), Level(available));

    private static ReplenishmentState Looked(ReplenishmentState state, decimal available, EquatableList<OrderOnTheWay>? orders = null, EquatableList<SisterOffer>? offers = null, long? seen = null) =>
        After(state, Look(state, available, orders, offers, seen).Events);

    [Fact]
    public void A_low_stock_opens_one_need_and_the_same_again_changes_nothing()
    {
        var low = Looked(s_planned, 9);
        var need = low.Need.ShouldNotBeNull();
        (need.Number, need.Buy, need.Quantity, need.Why.Gap).ShouldBe((1, 24, 24, 21));
        Look(low, 9).IsRepeat.ShouldBeTrue();
        // Another position is told, also where packs make it the same quantity.
        Look(low, 8).Events.ShouldHaveSingleItem().ShouldBeOfType<NeedChanged>().Why.Position.ShouldBe(8);
        Look(low, 2).Events.ShouldHaveSingleItem().ShouldBeOfType<NeedChanged>().Buy.ShouldBe(30);
        Look(low, 11).Events.ShouldHaveSingleItem().ShouldBeOfType<NeedClosed>();
        Looked(Looked(low, 11), 9).Need!.Number.ShouldBe(2);
    }

    [Fact]
    public void An_order_takes_the_need_over_and_counts_until_it_is_over()
    {
        var low = Looked(s_planned, 9);
        var ordered = After(low, ReplenishmentRules.Order(low, new(1, "PO-1", 24, new(2026, 6, 8), House.By)).Events);
        (ordered.Need, ordered.Orders.Single().Quantity).ShouldBe((null, 24));
        ReplenishmentRules.Order(ordered, new(1, "PO-1", 24, new(2026, 6, 8), House.By)).IsRepeat.ShouldBeTrue();
        Look(ordered, 9).IsRepeat.ShouldBeTrue();
        // Cancelled: the need comes back, as another one.
        var back = Looked(ordered, 9, orders: []);
        (back.Need!.Number, back.Need.Buy, back.Orders.Count).ShouldBe((2, 24, 0));
        // A repeat that was late does not bring the order back.
        ReplenishmentRules.Order(back, new(1, "PO-1", 24, new(2026, 6, 8), House.By)).IsRepeat.ShouldBeTrue();
        // Partly arrived: what came is on hand, the rest on order.
        Look(ordered, 9 + 14, orders: [new("PO-1", 10, new(2026, 6, 8))]).Events.ShouldHaveSingleItem().ShouldBeOfType<ReplenishmentOrdersSeen>();
    }

    [Fact]
    public void What_was_gathered_before_an_order_was_made_does_not_take_it_away()
    {
        var low = Looked(s_planned, 9);
        var ordered = After(low, ReplenishmentRules.Order(low, new(1, "PO-1", 24, null, House.By)).Events);
        Look(ordered, 9, orders: [], seen: low.Version).IsRepeat.ShouldBeTrue();
        Look(ordered, 9, orders: [], seen: ordered.Version).Events.Select(happened => happened.GetType()).ShouldBe([typeof(ReplenishmentOrdersSeen), typeof(NeedOpened)]);
    }

    [Fact]
    public void An_order_counts_also_where_its_need_has_changed_meanwhile()
    {
        var gone = Looked(Looked(s_planned, 9), 40);
        var ordered = After(gone, ReplenishmentRules.Order(gone, new(1, "PO-1", 24, null, House.By)).Events);
        (ordered.Need, ordered.Orders.Count).ShouldBe((null, 1));
        var another = Looked(gone, 9);
        ReplenishmentRules.Order(another, new(1, "PO-1", 24, null, House.By)).Events.ShouldHaveSingleItem();
        Looked(After(another, ReplenishmentRules.Order(another, new(1, "PO-1", 24, null, House.By)).Events), 9).Need.ShouldBeNull();
    }

    [Fact]
    public void What_sisters_offer_stays_until_the_sweep_tells_otherwise()
    {
        var offered = Looked(s_planned, 9, offers: [new("B", "L", 20, null)]);
        (offered.Need!.Buy, offered.Need.Transfers.Count).ShouldBe((6, 1));
        Looked(offered, 8).Need!.ShouldSatisfyAllConditions(need => need.Buy.ShouldBe(6), need => need.Transfers.Single().Quantity.ShouldBe(20));
        (Looked(offered, 9, offers: []).Need!.Buy).ShouldBe(24);
    }

    [Fact]
    public void Without_a_policy_or_a_plan_there_is_no_need_and_an_inactive_policy_ends_it()
    {
        Look(ReplenishmentState.Empty, 0).Refusal!.Kind.ShouldBe(RefusalKind.UnknownPolicy);
        Look(After(ReplenishmentState.Empty, new ReplenishmentPolicyPut(s_policy)), 0).IsRepeat.ShouldBeTrue();
        var low = Looked(s_planned, 9);
        var ended = After(low, ReplenishmentRules.Put(low, new(s_policy with { Active = false }, null, House.By)).Events);
        (ended.Need, ended.Policy!.Active).ShouldBe((null, false));
        Look(ended, 0, plan: s_plan).Events.ShouldHaveSingleItem().ShouldBeOfType<ReplenishmentPlanned>();
        var moved = After(low, ReplenishmentRules.Put(low, new(s_policy with { Supplier = "W" }, null, House.By)).Events);
        moved.Need.ShouldBeNull();
        After(low, ReplenishmentRules.Put(low, new(s_policy with { Maximum = 40 }, null, House.By)).Events).Need.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void However_messages_are_lost_repeated_and_reordered_a_look_in_the_end_gives_the_same_need(int seed)
    {
        var dice = (uint)seed * 7_919;
        var levels = Enumerable.Range(0, 200).Select(_ => (decimal)(Roll(40) - 5)).ToList();
        var faithful = levels.Aggregate(s_planned, (state, level) => Looked(state, level));
        var heard = new List<decimal>();
        foreach (var level in levels)
        {
            if (Roll(10) >= 3) heard.Add(level);
            if (Roll(10) < 3) heard.Add(level);
            if (Roll(10) < 3 && heard.Count > 1) (heard[^1], heard[^2]) = (heard[^2], heard[^1]);
        }
        heard.ShouldNotBe(levels);
        var end = Looked(heard.Aggregate(s_planned, (state, level) => Looked(state, level)), levels[^1], orders: [], offers: []);
        (end.Need?.Buy, end.Need?.Why).ShouldBe((faithful.Need?.Buy, faithful.Need?.Why));

        int Roll(int sides)
        {
            dice ^= dice << 13;
            dice ^= dice >> 17;
            dice ^= dice << 5;
            return (int)(dice % (uint)sides);
        }
    }

    [Fact]
    public void One_order_for_a_supplier_and_day_and_a_refused_one_rests_for_an_hour()
    {
        var (day, needs) = (new DateOnly(2026, 6, 1), (EquatableList<NeedToMeet>)[new("S", "K", 1, 24)]);
        var decided = SupplyPlanRules.Plan("V", SupplyPlan.Empty, new(day, needs, House.By), s_at).Events.ShouldHaveSingleItem().ShouldBeOfType<SupplyDraftDecided>();
        decided.Order.ShouldBe("rp.V.20260601");
        var drafting = SupplyPlan.Empty.After(decided, new(1, s_at, ""));
        var done = drafting.After(new SupplyDraftMade([day.AddDays(7)]), new(2, s_at, "")).After(new SupplyNeedsTold(1), new(3, s_at, ""));
        done.IsUnderway.ShouldBeFalse();
        SupplyPlanRules.Plan("V", done, new(day, needs, House.By), s_at.AddHours(5)).IsRepeat.ShouldBeTrue();
        SupplyPlanRules.Plan("V", done, new(day.AddDays(-1), needs, House.By), s_at.AddHours(5)).IsRepeat.ShouldBeTrue();
        // Whoever has looked while the draft was still being made asks for the same needs again; one that came back has a number of its own.
        SupplyPlanRules.Plan("V", done, new(day.AddDays(1), needs, House.By), s_at.AddHours(5)).IsRepeat.ShouldBeTrue();
        EquatableList<NeedToMeet> back = [needs[0] with { Need = needs[0].Need + 1 }];
        SupplyPlanRules.Plan("V", done, new(day.AddDays(1), [.. needs, .. back], House.By), s_at.AddHours(5)).Events.ShouldHaveSingleItem().ShouldBeOfType<SupplyDraftDecided>().Needs.ShouldBe(back);
        var refused = drafting.After(new SupplyDraftRefused(new(RefusalKind.SupplierInactive)), new(2, s_at, ""));
        SupplyPlanRules.Plan("V", refused, new(day, needs, House.By), s_at.AddMinutes(59)).IsRepeat.ShouldBeTrue();
        SupplyPlanRules.Plan("V", refused, new(day, needs, House.By), s_at.AddMinutes(60)).Events.ShouldHaveSingleItem();
        SupplyPlanRules.Plan("V", SupplyPlan.Empty, new(day, [], House.By), s_at).Refusal!.Field.ShouldBe("needs");
        var longest = SupplyPlanRules.OrderOf(new('v', 64), day);
        (Limits.IsId(longest), longest == SupplyPlanRules.OrderOf(new('w', 64), day)).ShouldBe((true, false));
    }
}
