using BeautyGrains.Journal;

namespace BeautyGrains.Rules.Tests.Places;

/// <summary>Issues without sale: the rules of a sale, a quota that is never passed, and a life that keeps to its table.</summary>
public sealed class IssueTests
{
    private static readonly IssueFacts s_facts = new(new(2026, 11, 22), new(2, null), new(500, "CNY"), IssueDefaults.Policy);

    private static PutIssue Ask(MovementKind kind = MovementKind.Gift, string? client = "C-1", string? person = null, Money? price = null, string? account = null) =>
        new(kind, 2, null, null, null, "birthday", account, client, person, price, null, null, null, Book.By);

    [Fact]
    public void A_gift_goes_by_first_expiry_names_its_client_and_leaves_blocked_lots_alone()
    {
        var book = new Book();
        book.Receive("L1", 5, "2026-06-03");
        book.Receive("L2", 5, "2026-06-02");
        book.Set("L2", LotStatus.Held);
        var moved = book.Issue("g", MovementKind.Gift, 3, client: "C-1").Events.OfType<StockMoved>().ShouldHaveSingleItem();
        (moved.Kind, moved.Client, moved.Lines.ShouldHaveSingleItem().Lot).ShouldBe((MovementKind.Gift, "C-1", "L1"));
        book.Issue("g2", MovementKind.Sample, 3).Refusal!.ShouldBe(Refusal.Insufficient(2));
        book.Issue("g3", MovementKind.Sample, 1, "L2").Refusal!.Kind.ShouldBe(RefusalKind.LotBlocked);
        book.Issue("g4", MovementKind.Sale, 1).Refusal!.Kind.ShouldBe(RefusalKind.Validation);
    }

    [Fact]
    public void An_attempt_that_was_refused_is_over_and_a_late_repeat_of_it_takes_nothing()
    {
        var book = new Book();
        book.Issue("g", MovementKind.Gift, 3, attempt: 1).Refusal!.Kind.ShouldBe(RefusalKind.InsufficientAvailable);
        book.Receive("L1", 5);
        book.Issue("g", MovementKind.Gift, 3, attempt: 1).Refusal.ShouldBe(Refusal.NotIn("over"));
        book.Issue("g", MovementKind.Gift, 3, attempt: 2).Refusal.ShouldBeNull();
        book.Stock.OnHand.ShouldBe(2);
    }

    [Fact]
    public void Only_the_process_of_an_issue_takes_it_back_because_the_quota_would_not_follow()
    {
        var book = new Book();
        book.Receive("L1", 5);
        book.Issue("g", MovementKind.Gift, 3);
        book.Reverse("v", MovementKind.Gift, "g").Refusal!.ShouldBe(new(RefusalKind.NotReversible, State: "by-its-process"));
        book.Reverse("v", MovementKind.Gift, "g", Book.By with { Process = "issue:x" }).Refusal.ShouldBeNull();
        book.Stock.OnHand.ShouldBe(5);
    }

    [Theory]
    [InlineData(MovementKind.Gift, "C-1", null, false, null)]
    [InlineData(MovementKind.Training, "C-1", null, false, "client")]
    [InlineData(MovementKind.StaffPurchase, null, "p-1", true, null)]
    [InlineData(MovementKind.StaffPurchase, null, null, true, "person")]
    [InlineData(MovementKind.StaffPurchase, null, "p-1", false, "price")]
    [InlineData(MovementKind.Gift, null, "p-1", false, "person")]
    [InlineData(MovementKind.Gift, null, null, true, "price")]
    [InlineData(MovementKind.Sale, null, null, false, "kind")]
    public void What_an_issue_must_and_must_not_name_depends_on_its_kind(MovementKind kind, string? client, string? person, bool priced, string? field) =>
        IssueRules.FormOf("i", Ask(kind, client, person, priced ? new(100, "CNY") : null))?.Field.ShouldBe(field);

    [Fact]
    public void A_kind_has_its_account_another_may_be_named_and_one_that_does_not_count_is_refused()
    {
        Asked(IssueRules.Put(Issuing.Empty, Ask(), s_facts)).Account.ShouldBe("marketing");
        Asked(IssueRules.Put(Issuing.Empty, Ask(account: "training"), s_facts)).Account.ShouldBe("training");
        IssueRules.Put(Issuing.Empty, Ask(account: "none"), s_facts).Refusal!.Kind.ShouldBe(RefusalKind.UnknownCostAccount);
        var ended = s_facts with { Policy = new([new("old", "Old", null, [MovementKind.Gift], null, new(2026, 11, 21))], []) };
        IssueRules.Put(Issuing.Empty, Ask(), ended).Refusal!.Kind.ShouldBe(RefusalKind.UnknownCostAccount);
        Asked(IssueRules.Put(Issuing.Empty, Ask(), s_facts)).Value.ShouldBe(new(1_000, "CNY"));
    }

    [Fact]
    public void The_quota_of_the_store_comes_before_that_of_all_and_the_one_that_began_last_before_older_ones()
    {
        QuotaLimit Limit(decimal quantity) => new(quantity, null);
        var policy = new IssuePolicy([], [
            new(MovementKind.Gift, null, Limit(1), new(2026, 6, 1)), new(MovementKind.Gift, null, Limit(2), new(2026, 1, 1)), new(MovementKind.Gift, "S1", Limit(3)), new(MovementKind.Sample, null, Limit(4), null, new(2026, 10, 31)),
        ]);
        policy.LimitOf("S1", MovementKind.Gift, new(2026, 11, 1)).ShouldBe(Limit(3));
        policy.LimitOf("S2", MovementKind.Gift, new(2026, 11, 1)).ShouldBe(Limit(1));
        policy.LimitOf("S2", MovementKind.Gift, new(2026, 3, 1)).ShouldBe(Limit(2));
        policy.LimitOf("S2", MovementKind.Sample, new(2026, 11, 1)).ShouldBeNull();
    }

    [Fact]
    public void A_quota_lets_through_what_fits_gives_back_once_and_bars_what_was_given_back()
    {
        var quota = IssueQuota.Empty;
        Refusal? Take(string reference, decimal quantity, decimal value)
        {
            var decision = IssueQuotaRules.Take(quota, new(reference, quantity, new(value, "CNY"), new(5, new(1_000, "CNY")), Book.By));
            foreach (var happened in decision.Events) quota = quota.After(happened);
            return decision.Refusal;
        }
        void Release(string reference)
        {
            foreach (var happened in IssueQuotaRules.Release(quota, new(reference, Book.By)).Events) quota = quota.After(happened);
        }

        Take("a", 3, 300).ShouldBeNull();
        Take("b", 3, 300).ShouldBe(new(RefusalKind.IssueQuotaExceeded, Available: 2, State: "quantity"));
        Take("c", 2, 800).ShouldBe(new(RefusalKind.IssueQuotaExceeded, Available: 700, State: "value"));
        Take("d", 2, 700).ShouldBeNull();
        Take("d", 2, 700).ShouldBeNull();
        Take("d", 1, 700)!.Kind.ShouldBe(RefusalKind.IdReused);
        Release("d");
        Release("d");
        Release("never");
        (quota.Taken, quota.Values["CNY"]).ShouldBe((3m, 300m));
        Take("d", 2, 700).ShouldBe(Refusal.NotIn("released"));
        Take("never", 1, 1).ShouldBe(Refusal.NotIn("released"));
        IssueQuotaRules.Take(quota, new("e", 1, null, new(null, new(1_000, "CNY")), Book.By)).Refusal!.State.ShouldBe("no-price");
        var kept = IssueQuotaKind.Instance.SaveState(quota);
        IssueQuotaKind.Instance.SaveState(IssueQuotaKind.Instance.LoadState(kept)).ShouldBe(kept);
        IssueQuotaKind.Instance.LoadState(kept).Taken.ShouldBe(3);
    }

    [Fact]
    public void The_life_of_an_issue_has_no_dead_end() => IssueLife.Table.Faults(IssueState.Reversed).ShouldBeEmpty();

    private static IssueAsked Asked(Decision<IssueEvent> decision) => decision.Events.ShouldHaveSingleItem().ShouldBeOfType<IssueAsked>();
}
