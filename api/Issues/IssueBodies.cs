using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;

namespace BeautyGrains.Api.Issues;

/// <summary>Goods that leave without being sold.</summary>
/// <param name="Kind">gift, sample, tester, internal-use, training or staff-purchase.</param>
/// <param name="Quantity">Above 0, at most 3 decimals; 1 with testers.</param>
/// <param name="Lot">Absent for the SKU's picking rule.</param>
/// <param name="Bin">Take from this bin, with its lot.</param>
/// <param name="Account">A cost account; absent for the kind's.</param>
/// <param name="Client">Number of the client, with gift and sample.</param>
/// <param name="Person">Who buys, with staff-purchase.</param>
/// <param name="Price">What the person pays for all of it, in whole minor units, with staff-purchase.</param>
internal sealed record PutIssueBody(
    [property: Needed] string? Kind,
    [property: Needed] Num Quantity,
    string? Unit,
    string? Lot,
    string? Bin,
    [property: Needed] string? Reason,
    string? Account,
    string? Client,
    string? Person,
    MoneyBody? Price,
    string? Serial,
    string? Code,
    string? Document)
{
    public PutIssue ToCommand(Check check, Caller by)
    {
        var kind = check.Word<MovementKind>("kind", Kind);
        if (Kind is not null && !check.Names("kind") && !IssueKinds.Has(kind)) check.Add("kind", "must-be-an-issue");
        return new(
            kind, check.Quantity("quantity", Quantity), check.Unit(Unit), check.OptionalLot("lot", Lot), check.OptionalId("bin", Bin), check.Text("reason", Reason), check.OptionalId("account", Account),
            check.OptionalClient(Client), check.OptionalId("person", Person), check.Money("price", Price, 0), check.OptionalText("serial", Serial, Limits.MaxSerial), check.OptionalText("code", Code, Limits.MaxScan),
            check.OptionalText("document", Document, 200), by);
    }
}

/// <summary>Takes an issue back.</summary>
/// <param name="Id">Of the counter-movement.</param>
/// <param name="Reason">1 to 500 characters; kept.</param>
internal sealed record ReverseIssueBody([property: Needed] string? Id, [property: Needed] string? Reason)
{
    public ReverseIssue ToCommand(Check check, Caller by) => new(check.Id("id", Id), check.Text("reason", Reason), by);
}

/// <summary>The tables of issues as callers write them; a PUT replaces both.</summary>
internal sealed record IssuePolicyBody([property: Needed] IReadOnlyList<CostAccountBody?>? Accounts, [property: Needed] IReadOnlyList<IssueQuotaBody?>? Quotas)
{
    public IssuePolicy ToPolicy(Check check)
    {
        if (Accounts is null) check.Add("accounts", "required");
        if (Quotas is null) check.Add("quotas", "required");
        var policy = new IssuePolicy(
            [.. check.OptionalList("accounts", Accounts, IssuePolicyForm.MaxAccounts).Select((row, i) => row.ToRow($"accounts[{i}]", check))],
            [.. check.OptionalList("quotas", Quotas, IssuePolicyForm.MaxQuotas).Select((row, i) => row.ToRow($"quotas[{i}]", check))]);
        foreach (var (field, rule) in IssuePolicyForm.Check(policy))
            if (!check.Names(field)) check.Add(field, rule);
        return policy;
    }
}

/// <summary>A cost account.</summary>
/// <param name="Default">The kinds that are booked to it where an issue names no account.</param>
internal sealed record CostAccountBody([property: Needed] string? Code, [property: Needed] string? Name, string? NameZh, IReadOnlyList<string?>? Default, string? ValidFrom, string? ValidThrough)
{
    public CostAccount ToRow(string field, Check check) => new(
        Code ?? "", Name ?? "", NameZh, [.. check.OptionalList($"{field}.default", Default, 6).Select(kind => check.Word<MovementKind>($"{field}.default", kind))],
        check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
}

/// <summary>What each store may issue of a kind in a month: a quantity, a value at list prices, or both.</summary>
/// <param name="Store">Absent for every store, each for itself.</param>
internal sealed record IssueQuotaBody([property: Needed] string? Kind, string? Store, Num Quantity, MoneyBody? Value, string? ValidFrom, string? ValidThrough)
{
    public IssueQuotaRow ToRow(string field, Check check) => new(
        check.Word<MovementKind>($"{field}.kind", Kind), Store,
        new(Quantity.Given ? check.QuantityOrZero($"{field}.quantity", Quantity) : null, check.Money($"{field}.value", Value, 0)), check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
}

/// <summary>The tables of issues.</summary>
/// <param name="Version">0 for the defaults.</param>
internal sealed record IssuePolicyJson(IReadOnlyList<CostAccount> Accounts, IReadOnlyList<IssueQuotaRow> Quotas, long Version)
{
    public static IssuePolicyJson Of(IssuePolicyView view) => new(view.Policy.Accounts, view.Policy.Quotas, view.Version);
}

/// <summary>What is taken of a store's quotas in a month.</summary>
internal sealed record IssueQuotaList(string Store, string Month, IReadOnlyList<IssueQuotaJson> Items);

/// <summary>What is taken of one quota.</summary>
/// <param name="Limit">What counts today; absent for no limit.</param>
/// <param name="Values">At list prices, by currency.</param>
internal sealed record IssueQuotaJson(MovementKind Kind, int Issues, decimal Taken, IReadOnlyList<Money> Values, QuotaLimit? Limit);

/// <summary>A page of issues; costs are for those who see cost prices.</summary>
internal sealed record IssuePage(IReadOnlyList<IssueView> Items, string? Cursor, AsOfJson AsOf);

/// <summary>What was issued, by month, kind, account and currency.</summary>
internal sealed record IssueTotalsJson(IReadOnlyList<ReadModels.IssueTotal> Items, AsOfJson AsOf);
