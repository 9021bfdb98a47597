namespace BeautyGrains.Rules.Tests;

/// <summary>Who may approve what, and never their own.</summary>
public sealed class FourEyesTests
{
    private static readonly Approver s_boss = new("boss", [PersonRole.RegionalManager], ["S1", "S2"],
        [new(ApprovalKind.Order, new(1_000, "CNY")), new(ApprovalKind.Order, new(50, "EUR")), new(ApprovalKind.Price, null)]);

    public static TheoryData<string, ApprovalKind, long, string, string, string, string?> Rows => new()
    {
        { "at the limit", ApprovalKind.Order, 1_000, "CNY", "S1", "person:buyer", null },
        { "past the limit", ApprovalKind.Order, 1_001, "CNY", "S1", "person:buyer", "ApproverNotEntitled/limit" },
        { "another currency has its own limit", ApprovalKind.Order, 51, "EUR", "S1", "person:buyer", "ApproverNotEntitled/limit" },
        { "a currency without a limit", ApprovalKind.Order, 1, "USD", "S1", "person:buyer", "ApproverNotEntitled/limit" },
        { "a kind without a limit", ApprovalKind.Refund, 1, "CNY", "S1", "person:buyer", "ApproverNotEntitled/limit" },
        { "a kind without bound", ApprovalKind.Price, 1_000_000, "USD", "S2", "person:buyer", null },
        { "a store outside the scope", ApprovalKind.Order, 1, "CNY", "S3", "person:buyer", "ApproverNotEntitled/store" },
        { "their own", ApprovalKind.Order, 1, "CNY", "S1", "person:boss", "ApproverIsAuthor/" },
        { "a key whose id is the person's", ApprovalKind.Order, 1, "CNY", "S1", "boss", null },
        { "the house's own", ApprovalKind.Order, 1, "CNY", "S1", "", null },
    };

    [Theory, MemberData(nameof(Rows))]
    public void The_rule_of_four_eyes(string why, ApprovalKind kind, long amount, string currency, string store, string author, string? refused)
    {
        var refusal = FourEyes.Refuses(s_boss, kind, new(amount, currency), ["S1", store], author);
        (refusal is null ? null : $"{refusal.Kind}/{refusal.State}").ShouldBe(refused, why);
    }

    [Fact]
    public void Nobody_is_no_approver_and_no_author_of_several_is_one()
    {
        var refusal = FourEyes.Refuses(null, ApprovalKind.BudgetOverrun, null, []).ShouldNotBeNull();
        (refusal.Kind, refusal.State).ShouldBe((RefusalKind.ApproverNeeded, "budget-overrun"));
        FourEyes.Refuses(s_boss, ApprovalKind.Price, null, ["S1"], "person:a", "person:boss")!.Kind.ShouldBe(RefusalKind.ApproverIsAuthor);
        FourEyes.Refuses(s_boss with { Stores = null }, ApprovalKind.Price, null, ["anywhere"], "person:a").ShouldBeNull();
    }

    [Theory]
    [InlineData("east", true)]
    [InlineData("east/shanghai", true)]
    [InlineData("eastern", false)]
    [InlineData("north/east", false)]
    [InlineData(null, false)]
    public void A_region_covers_itself_and_its_subtree(string? region, bool covered) =>
        new StoreScope(false, ["east"], []).Covers("S", region).ShouldBe(covered);
}
