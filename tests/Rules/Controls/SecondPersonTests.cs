namespace BeautyGrains.Rules.Tests.Controls;

/// <summary>What a second person must see: prices, registrations, differences of counts.</summary>
public sealed class SecondPersonTests
{
    private static readonly Caller s_author = new("person:lin", "");
    private static readonly EquatableList<FourEyesDuty> s_duties = ControlRules.Defaults.DutiesOn(new(2026, 6, 1));
    private static readonly SkuRecord s_serum = new("Serum", "bottle", Price: new(10_000, "CNY"), Registration: new("REG-1"));

    private static Approver Boss(decimal upTo = 1_000_000) => new("boss", [PersonRole.Finance], ["S1"],
        [new(ApprovalKind.Price, new(upTo, "CNY")), new(ApprovalKind.Variance, new(upTo, "CNY")), new(ApprovalKind.RegistrationChange, null)]);

    private static Decision<SkuEvent> Put(SkuRecord record, SecondPerson? second, SkuRecord? before = null) =>
        SkuRules.Put(SkuState.Empty with { Record = before ?? s_serum, Version = 1 }, new(record, null, s_author, second), 0);

    [Theory]
    [InlineData(10_999, true)]
    [InlineData(9_001, true)]
    [InlineData(11_000, false)]
    [InlineData(9_000, false)]
    [InlineData(0, false)]
    public void A_price_that_moves_by_a_tenth_needs_another_person(int price, bool alone)
    {
        var record = s_serum with { Price = new(price, "CNY") };
        var answer = Put(record, new(null, s_duties));
        if (alone) answer.Events.Length.ShouldBe(1);
        else answer.Refusal.ShouldBe(new Refusal(RefusalKind.ApproverNeeded, State: "price"));
        Put(record, new(Boss(), s_duties)).Events.ShouldBe([new SkuPut(record, "person:boss")]);
        // Who is no person is not asked for another one.
        Put(record, null).Events.ShouldBe([new SkuPut(record)]);
    }

    [Fact]
    public void A_price_that_comes_goes_or_changes_its_currency_needs_one_too_and_their_limit_must_reach_the_larger()
    {
        Put(s_serum with { Price = null }, new(null, s_duties)).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNeeded);
        Put(s_serum with { Price = new(10_000, "EUR") }, new(null, s_duties)).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNeeded);
        Put(s_serum, new(null, s_duties), s_serum with { Price = null }).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNeeded);
        Put(s_serum with { Price = new(1, "CNY") }, new(Boss(9_999), s_duties)).Refusal.ShouldBe(new Refusal(RefusalKind.ApproverNotEntitled, State: "limit"));
        Put(s_serum with { Price = new(1, "CNY") }, new(Boss(10_000), s_duties)).Refusal.ShouldBeNull();
        var own = Boss() with { PersonId = "lin" };
        Put(s_serum with { Price = new(1, "CNY") }, new(own, s_duties)).Refusal!.Kind.ShouldBe(RefusalKind.ApproverIsAuthor);
        // The first put changes nothing, and a repeat neither.
        SkuRules.Put(SkuState.Empty, new(s_serum, null, s_author, new(null, s_duties)), 0).Events.Length.ShouldBe(1);
        Put(s_serum, new(null, s_duties)).ShouldBe(Decision<SkuEvent>.AlreadyDone);
    }

    [Fact]
    public void A_registration_that_changes_needs_one_and_without_a_duty_nothing_does()
    {
        var changed = s_serum with { Registration = new("REG-1", ValidThrough: new(2027, 1, 1)) };
        Put(changed, new(null, s_duties)).Refusal.ShouldBe(new Refusal(RefusalKind.ApproverNeeded, State: "registration-change"));
        Put(changed, new(Boss(), s_duties)).Refusal.ShouldBeNull();
        Put(changed with { Price = new(1, "CNY") }, new(null, [])).Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData(100, 91, true)]
    [InlineData(100, 90, false)]
    [InlineData(100, 110, false)]
    [InlineData(100, 100, true)]
    public void A_count_that_is_a_thousand_yuan_off_needs_another_person_of_the_store(int book, int counted, bool alone)
    {
        var stock = new Book { Sku = s_serum };
        stock.Receive("A", book, cost: new(10_000, "CNY"));
        var answer = stock.Do((state, facts, now) => StockRules.Count(state, Ask(new(null, s_duties)), facts, now));
        if (alone) answer.Refusal.ShouldBeNull();
        else answer.Refusal.ShouldBe(new Refusal(RefusalKind.ApproverNeeded, State: "variance"));
        if (alone) return;
        stock.Do((state, facts, now) => StockRules.Count(state, Ask(new(Boss() with { Stores = ["S2"] }, s_duties)), facts, now)).Refusal.ShouldBe(new Refusal(RefusalKind.ApproverNotEntitled, Store: "S1", State: "store"));
        stock.Do((state, facts, now) => StockRules.Count(state, Ask(new(Boss(99_999), s_duties)), facts, now)).Refusal!.State.ShouldBe("limit");
        stock.View.OnHand.ShouldBe(book);
        var counts = stock.Do((state, facts, now) => StockRules.Count(state, Ask(new(Boss(), s_duties)), facts, now)).Events.OfType<StockMoved>().ShouldHaveSingleItem();
        (counts.ApprovedBy, stock.View.OnHand).ShouldBe(("person:boss", counted));
        // A repeat is what it was, whoever asks for it.
        stock.Do((state, facts, now) => StockRules.Count(state, Ask(new(null, s_duties)), facts, now)).ShouldBeRepeat();

        CountLot Ask(SecondPerson second) => new("c-1", "A", counted, null, s_author, second);
    }

    [Fact]
    public void Rows_count_on_their_days_and_a_share_alone_is_enough()
    {
        var policy = new ControlPolicy([], [new(ApprovalKind.Variance, 0.5m, null, new(2026, 6, 2), new(2026, 6, 3))]);
        policy.DutiesOn(new(2026, 6, 1)).ShouldBeEmpty();
        policy.DutiesOn(new(2026, 6, 4)).ShouldBeEmpty();
        var second = new SecondPerson(null, policy.DutiesOn(new(2026, 6, 3)));
        second.Refuses(ApprovalKind.Variance, 0.49m, new(1_000_000, "CNY"), null, [], "person:lin").ShouldBeNull();
        second.Refuses(ApprovalKind.Variance, 0.5m, null, null, [], "person:lin").ShouldNotBeNull();
        second.Refuses(ApprovalKind.Price, 1, null, null, [], "person:lin").ShouldBeNull();
    }

    [Fact]
    public void The_row_of_a_class_that_names_XYZ_comes_first_then_the_one_that_began_last()
    {
        var policy = new ControlPolicy([new(AbcClass.A, null, 0.9m, 1), new(AbcClass.A, XyzClass.X, 0.9m, 2), new(AbcClass.A, null, 0.9m, 3, new(2026, 5, 1)), new(AbcClass.A, XyzClass.X, 0.9m, 4, new(2026, 7, 1))], []);
        policy.Of(AbcClass.A, XyzClass.X, new(2026, 6, 1))!.CountEveryDays.ShouldBe(2);
        policy.Of(AbcClass.A, XyzClass.X, new(2026, 7, 1))!.CountEveryDays.ShouldBe(4);
        policy.Of(AbcClass.A, XyzClass.Y, new(2026, 6, 1))!.CountEveryDays.ShouldBe(3);
        policy.Of(AbcClass.B, XyzClass.Y, new(2026, 6, 1)).ShouldBeNull();
    }
}
