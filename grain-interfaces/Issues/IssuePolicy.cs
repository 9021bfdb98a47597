namespace BeautyGrains.Contracts;

/// <summary>Cost accounts of issues without a sale, and their quotas. One grain; key: <see cref="Key"/>.</summary>
[Alias("bg.IIssuePolicyGrain")]
public interface IIssuePolicyGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "policy";

    /// <summary>Replaces the tables. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<IssuePolicyView>> Put(PutIssuePolicy ask);

    /// <summary>The tables; version 0 while nobody has put any, with the defaults.</summary>
    [ReadOnly, Alias("Get")]
    Task<IssuePolicyView> Get();
}

/// <summary>Asks to replace the tables.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutIssuePolicy")]
public sealed record PutIssuePolicy(IssuePolicy Policy, long? IfVersion, Caller By);

/// <summary>The tables with their version.</summary>
/// <param name="Version">0 for the defaults.</param>
[GenerateSerializer, Immutable, Alias("bg.IssuePolicyView")]
public sealed record IssuePolicyView(IssuePolicy Policy, DateTimeOffset ChangedAt, long Version);

/// <summary>The tables. A row counts from its first to its last day by the store's calendar; either may be open.</summary>
/// <param name="Accounts">At most 200.</param>
/// <param name="Quotas">At most 1,000. Of the rows that fit, one that names the store comes first, then the one that began last.</param>
[GenerateSerializer, Immutable, Alias("bg.IssuePolicy")]
public sealed record IssuePolicy(EquatableList<CostAccount> Accounts, EquatableList<IssueQuotaRow> Quotas);

/// <summary>A cost account.</summary>
/// <param name="Code">An id.</param>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Default">The kinds that are booked to it where an issue names no account.</param>
[GenerateSerializer, Immutable, Alias("bg.CostAccount")]
public sealed record CostAccount(string Code, string Name, string? NameZh, EquatableList<MovementKind> Default, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>What each store may issue of a kind in a month.</summary>
/// <param name="Store">Null for every store, each for itself.</param>
/// <param name="Limit">With a bound in quantity, in value or both.</param>
[GenerateSerializer, Immutable, Alias("bg.IssueQuotaRow")]
public sealed record IssueQuotaRow(MovementKind Kind, string? Store, QuotaLimit Limit, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>The rules of form of the tables; the HTTP edge and the grain share them.</summary>
public static class IssuePolicyForm
{
    /// <summary>Cost accounts.</summary>
    public const int MaxAccounts = 200;

    /// <summary>Rows of quotas.</summary>
    public const int MaxQuotas = 1_000;

    /// <summary>Every rule that the tables break, by field as in a request; empty when they are well formed.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(IssuePolicy policy)
    {
        var form = new FormRules();
        form.Require(policy.Accounts.Count > 0, "accounts", "must-not-be-empty");
        form.Bounded(policy.Accounts.Count, MaxAccounts, "accounts");
        for (var i = 0; i < Math.Min(policy.Accounts.Count, MaxAccounts); i++) Check(policy.Accounts[i], FormattableString.Invariant($"accounts[{i}]"), form);
        form.Bounded(policy.Quotas.Count, MaxQuotas, "quotas");
        for (var i = 0; i < Math.Min(policy.Quotas.Count, MaxQuotas); i++) Check(policy.Quotas[i], FormattableString.Invariant($"quotas[{i}]"), form);
        return form.Broken;
    }

    private static void Check(CostAccount account, string field, FormRules form)
    {
        form.Require(Limits.IsId(account.Code), $"{field}.code", "must-be-an-id");
        form.Needed(account.Name, SkuRecordRules.MaxName, $"{field}.name");
        form.Optional(account.NameZh, SkuRecordRules.MaxName, $"{field}.nameZh");
        form.Require(account.Default.All(IssueKinds.Has), $"{field}.default", "must-be-issues");
        form.Require(account.Default.Distinct().Count() == account.Default.Count, $"{field}.default", "must-be-unique");
        form.Days(account.ValidFrom, account.ValidThrough, field);
    }

    private static void Check(IssueQuotaRow row, string field, FormRules form)
    {
        form.Require(IssueKinds.Has(row.Kind), $"{field}.kind", "must-be-an-issue");
        form.Require(row.Store is null || Limits.IsId(row.Store), $"{field}.store", "must-be-an-id");
        form.Require(row.Limit.Quantity is not null || row.Limit.Value is not null, field, "needs-quantity-or-value");
        if (row.Limit.Quantity is { } most) form.Require(most == 0 || Limits.QuantityRule(most) is null, $"{field}.quantity", "must-be-a-quantity");
        if (row.Limit.Value is { } value)
        {
            form.Require(value.Amount is >= 0 and <= 1_000_000_000_000m && decimal.Truncate(value.Amount) == value.Amount, $"{field}.value.amount", "must-be-whole-minor-units");
            form.Require(SkuRecordRules.IsCurrency(value.Currency), $"{field}.value.currency", "must-be-iso-4217");
        }
        form.Days(row.ValidFrom, row.ValidThrough, field);
    }
}
