using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Budgets;

public sealed class BudgetTests : IAsyncLifetime
{
    private const string Key = "S1/face/2026-11";
    private static readonly Approver s_boss = new("boss", [PersonRole.Finance], null, [new(ApprovalKind.BudgetOverrun, new(50, "CNY"))]);
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open(_journal, options: options => options.SnapshotAtLeastBytes = 1);

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private IBudgetGrain Budget => _house.Grains.GetGrain<IBudgetGrain>(Key);

    private Task<Answer<BudgetView>> Put(decimal amount, BudgetPolicy policy = BudgetPolicy.Escalate, string currency = "CNY") => Budget.Put(new(new(amount, currency), 80, policy, null, House.By));

    private Task<Answer<CommitmentView>> Commit(string reference, decimal amount, Approver? approver = null, string? replaces = null, string currency = "CNY", string author = "person:buyer") =>
        Budget.Commit(new(reference, new(amount, currency), replaces, approver, [author], House.By));

    private Task<Answer<CommitmentView>> Spend(string reference, string id, decimal amount) => Budget.Spend(new(reference, id, new(amount, "CNY"), House.By));

    [Fact]
    public async Task Of_fifty_orders_at_once_at_a_budget_with_room_for_ten_ten_pass()
    {
        await Put(1_000, BudgetPolicy.Block);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Commit($"purchase-order:PO-{i}", 100)));
        answers.Count(answer => answer.Refusal is null).ShouldBe(10);
        answers.Where(answer => answer.Refusal is not null).ShouldAllBe(answer => answer.Refusal!.Kind == RefusalKind.BudgetExceeded && answer.Refusal.Available == 0);
        var view = (await Budget.Get())!;
        (view.Committed, view.Left, view.Level, view.Commitments.Length).ShouldBe((1_000m, 0m, BudgetLevel.Warned, 10));
        // Each asked once more, all at once: the same ten.
        var again = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Commit($"purchase-order:PO-{i}", 100)));
        again.Select(answer => answer.Refusal is null).ShouldBe(answers.Select(answer => answer.Refusal is null));
        (await Budget.Get())!.Committed.ShouldBe(1_000);
    }

    [Theory]
    [InlineData(79, BudgetLevel.Within)]
    [InlineData(80, BudgetLevel.Warned)]
    [InlineData(100, BudgetLevel.Warned)]
    public async Task It_warns_from_eighty_percent_on(decimal taken, BudgetLevel level)
    {
        await Put(100);
        (await Commit("a:1", taken)).Value!.Level.ShouldBe(level);
    }

    [Fact]
    public async Task What_would_pass_the_amount_needs_another_person_with_a_limit_for_all_that_is_past_it()
    {
        await Put(100);
        await Commit("a:1", 90);
        var refusal = (await Commit("a:2", 60)).Refusal!;
        (refusal.Kind, refusal.Available, refusal.State).ShouldBe((RefusalKind.BudgetExceeded, 10m, "escalate"));
        (await Commit("a:2", 61, s_boss)).Refusal!.State.ShouldBe("limit");
        (await Commit("a:2", 60, s_boss, author: "person:boss")).Refusal!.Kind.ShouldBe(RefusalKind.ApproverIsAuthor);
        (await Commit("a:2", 60, s_boss with { Stores = ["S2"] })).Refusal!.State.ShouldBe("store");
        var passed = (await Commit("a:2", 60, s_boss)).Value!;
        (passed.ApprovedBy, passed.Level).ShouldBe(("boss", BudgetLevel.Exceeded));
        // All that is past counts, not only the newest part of it.
        (await Commit("a:3", 1, s_boss)).Refusal!.State.ShouldBe("limit");
        await Put(100, BudgetPolicy.Block);
        (await Commit("a:4", 1, s_boss)).Refusal!.State.ShouldBe("block");
    }

    [Fact]
    public async Task A_repeat_gets_the_first_answer_and_another_body_is_refused_also_for_a_new_activation()
    {
        await Put(100);
        (await Commit("a:1", 60)).IsNew.ShouldBeTrue();
        await _house.DisposeAsync();
        _house = await House.Open(_journal);
        (await Commit("a:1", 60)).IsNew.ShouldBeFalse();
        (await Commit("a:1", 61)).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        (await Budget.Get())!.Committed.ShouldBe(60);
    }

    [Fact]
    public async Task An_amendment_takes_the_place_of_what_it_amends_in_one_step()
    {
        await Put(100, BudgetPolicy.Block);
        await Commit("a:1", 80);
        (await Commit("a:1/2", 101, replaces: "a:1")).Refusal!.Available.ShouldBe(100);
        (await Commit("a:1/2", 100, replaces: "a:1")).Value!.Open.ShouldBe(100);
        (await Commit("a:1/3", 10, replaces: "a:9")).Refusal!.Kind.ShouldBe(RefusalKind.UnknownCommitment);
        (await Budget.GetCommitment("a:1")).Value!.Released.ShouldBeTrue();
        (await Budget.Get())!.Committed.ShouldBe(100);
    }

    [Fact]
    public async Task What_is_spent_is_taken_from_the_commitment_and_beyond_it_counts_besides()
    {
        await Put(100);
        await Commit("a:1", 60);
        (await Spend("a:1", "r1", 40)).Value!.Open.ShouldBe(20);
        (await Spend("a:1", "r1", 40)).IsNew.ShouldBeFalse();
        (await Spend("a:1", "r1", 41)).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        (await Spend("a:1", "r2", 30)).Value!.Open.ShouldBe(0);
        (await Spend("a:1", "r3", -10)).Value!.Spent.ShouldBe(60);
        (await Spend("a:9", "r1", 50)).Value!.Level.ShouldBe(BudgetLevel.Exceeded);
        var view = (await Budget.Get())!;
        (view.Committed, view.Spent, view.Left).ShouldBe((0m, 110m, -10m));
    }

    [Fact]
    public async Task What_is_released_is_free_again_and_a_commit_that_comes_after_its_release_is_refused()
    {
        await Put(100, BudgetPolicy.Block);
        await Commit("a:1", 100);
        (await Budget.Release(new("a:1", House.By))).Value!.Open.ShouldBe(0);
        (await Budget.Release(new("a:1", House.By))).IsNew.ShouldBeFalse();
        (await Budget.Release(new("a:2", House.By))).Refusal.ShouldBeNull();
        (await Commit("a:2", 10)).Refusal!.State.ShouldBe("released");
        (await Commit("a:3", 100)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_budget_that_nobody_set_limits_nothing_and_counts()
    {
        (await Budget.Get()).ShouldBeNull();
        (await Commit("a:1", 1_000)).Value!.Level.ShouldBe(BudgetLevel.Within);
        (await Put(10, currency: "EUR")).Refusal!.Rule.ShouldBe("must-be-the-budgets-currency");
        (await Put(10)).Value!.Left.ShouldBe(-990);
        (await Commit("a:2", 1, currency: "EUR")).Refusal!.Field.ShouldBe("amount.currency");
    }

    [Theory]
    [InlineData("", 1, "CNY", "reference")]
    [InlineData("a:\u0001", 1, "CNY", "reference")]
    [InlineData("a:1", 0, "CNY", "amount.amount")]
    [InlineData("a:1", 1.5, "CNY", "amount.amount")]
    [InlineData("a:1", 1, "yuan", "amount.currency")]
    public async Task A_malformed_commitment_is_refused(string reference, decimal amount, string currency, string field) =>
        (await Commit(reference, amount, currency: currency)).Refusal!.Field.ShouldBe(field);

    [Theory]
    [InlineData("S1", "护肤/面霜")]
    [InlineData("S1", "a%2Fb")]
    [InlineData("S1", null)]
    public void Any_category_has_a_key_that_is_read_back(string store, string? category)
    {
        var key = BudgetKey.Of(store, category, new(2026, 11, 22));
        BudgetKey.Parse(key.ToString()).ShouldBe(key);
        key.MonthText.ShouldBe("2026-11");
    }
}
