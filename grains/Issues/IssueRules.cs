namespace BeautyGrains.Grains;

/// <summary>What an issue needs to know before it is asked for.</summary>
/// <param name="Day">Today, by the store's calendar.</param>
/// <param name="Price">Of one base unit; null for none.</param>
public sealed record IssueFacts(DateOnly Day, BaseQuantity Quantity, Money? Price, IssuePolicy Policy);

/// <summary>What may become of an issue without sale. Rules are asked only while it waits for nobody.</summary>
public static class IssueRules
{
    /// <summary>The first rule of form that a request breaks, or null.</summary>
    public static Refusal? FormOf(string id, PutIssue ask) => Form.First(
        Limits.IsId(id) ? null : Refusal.Invalid("id", "must-be-an-id"),
        IssueKinds.Has(ask.Kind) ? null : Refusal.Invalid("kind", "must-be-an-issue"),
        Form.Quantity(ask.Quantity),
        Form.Lot(ask.Lot),
        ask.Bin is null || Limits.IsId(ask.Bin) ? null : Refusal.Invalid("bin", "must-be-an-id"),
        ask.Bin is not null && ask.Lot is null ? Refusal.Invalid("lot", "required-with-a-bin") : null,
        ask.Lot is null && (ask.Serial ?? ask.Code) is not null ? Refusal.Invalid("lot", "required-with-a-scan") : null,
        Form.Needed(ask.Reason, "reason"),
        ask.Account is null || Limits.IsId(ask.Account) ? null : Refusal.Invalid("account", "must-be-an-id"),
        Form.Client(ask.Client),
        ask.Client is not null && ask.Kind is not (MovementKind.Gift or MovementKind.Sample) ? Refusal.Invalid("client", "only-with-gift-or-sample") : null,
        ask.Bin is not null && ask.Kind == MovementKind.Tester ? Refusal.Invalid("bin", "not-with-testers") : null,
        StaffForm(ask),
        Form.Optional(ask.Document, "document"),
        Form.Scan(ask.Serial, ask.Code));

    /// <summary>Guards in this order: a repeat or another request, units, the account. The quota and the stock are asked later.</summary>
    public static Decision<IssueEvent> Put(Issuing issue, PutIssue ask, IssueFacts facts)
    {
        var hash = BodyHash.Of(
            ask.Kind, ask.Quantity, ask.Unit, ask.Lot, ask.Bin, ask.Reason, ask.Account, ask.Client, ask.Person, ask.Price?.Amount, ask.Price?.Currency, ask.Serial, ask.Code, ask.Document);
        if (issue.State is not null and not IssueState.Refused)
            return issue.Ask!.BodyHash == hash ? Decision<IssueEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (facts.Quantity.Refusal is { } badUnit) return badUnit;
        if (ask.Kind == MovementKind.Tester && facts.Quantity.Value != 1) return Refusal.Invalid("quantity", "must-be-1-with-testers");
        if (facts.Policy.AccountOf(ask.Kind, ask.Account, facts.Day) is not { } account) return new Refusal(RefusalKind.UnknownCostAccount);
        return new IssueAsked(
            ask.Kind, facts.Quantity.Value, ask.Lot, ask.Bin, ask.Reason, account, IssueQuotaKey.Of("", ask.Kind, facts.Day).MonthText, ValueOf(facts),
            null, ask.Client, ask.Person, ask.Price, ask.Serial, ask.Code, ask.Document, hash);
    }

    /// <summary>The same with the limit of the store's month.</summary>
    public static Decision<IssueEvent> Put(Issuing issue, string store, PutIssue ask, IssueFacts facts)
    {
        var decision = Put(issue, ask, facts);
        return decision.Events is [IssueAsked asked] ? asked with { Limit = facts.Policy.LimitOf(store, ask.Kind, facts.Day) } : decision;
    }

    /// <summary>Guards in this order: form, unknown, a repeat, the state.</summary>
    public static Decision<IssueEvent> Reverse(Issuing issue, ReverseIssue ask)
    {
        if (Form.First(Limits.IsId(ask.Id) ? null : Refusal.Invalid("id", "must-be-an-id"), Form.Needed(ask.Reason, "reason")) is { } malformed) return malformed;
        if (issue.State is null or IssueState.Refused) return new Refusal(RefusalKind.UnknownIssue);
        if (issue.Reversal is { } known)
            return known != ask.Id ? new Refusal(RefusalKind.NotReversible, State: "reversed")
                : issue.ReversalReason == ask.Reason ? Decision<IssueEvent>.AlreadyDone
                : new Refusal(RefusalKind.IdReused);
        return issue.Ask!.Kind == MovementKind.Tester ? new Refusal(RefusalKind.NotReversible, State: "not-reversible") : new IssueReversalAsked(ask.Id, ask.Reason);
    }

    /// <summary>Records what came of a step, unless it was recorded before.</summary>
    public static Decision<IssueEvent> Record(Issuing issue, IssueState during, int attempt, IssueEvent outcome) =>
        issue.State == during && issue.Attempt == attempt ? outcome : Decision<IssueEvent>.AlreadyDone;

    /// <summary>What goods that left had cost, in whole minor units, half to even; null where one of them has no cost, or another currency.</summary>
    public static Money? CostOf(IReadOnlyCollection<MovementLine> lines) =>
        lines.Count == 0 || lines.Any(line => line.UnitCost is null) || lines.Select(line => line.UnitCost!.Currency).Distinct().Count() > 1 ? null
        : new(decimal.Round(lines.Sum(line => -line.Quantity * line.UnitCost!.Amount), 0, MidpointRounding.ToEven), lines.First().UnitCost!.Currency);

    /// <summary>The issue as callers see it.</summary>
    public static IssueView ViewOf(string key, Versioned<Issuing> issue)
    {
        var (store, sku, id) = KeyOf(key);
        var (state, ask) = (issue.State, issue.State.Ask!);
        return new(
            store, sku, id, ask.Kind, state.State!.Value, ask.Quantity, state.Lines, ask.Reason, ask.Account, ask.Month, ask.Value, state.Cost, ask.Client, ask.Person, ask.Price,
            ask.Document, state.Reversal, state.Author, issue.At, issue.Version);
    }

    /// <summary>The parts of a grain's key.</summary>
    public static (string Store, string Sku, string Id) KeyOf(string key)
    {
        var parts = key.Split('/');
        return (parts[0], parts[1], parts[2]);
    }

    private static Refusal? StaffForm(PutIssue ask)
    {
        var isStaff = ask.Kind == MovementKind.StaffPurchase;
        if (isStaff != ask.Person is not null) return Refusal.Invalid("person", isStaff ? "required" : "only-with-staff-purchase");
        if (isStaff != ask.Price is not null) return Refusal.Invalid("price", isStaff ? "required" : "only-with-staff-purchase");
        if (!isStaff) return null;
        if (!Limits.IsId(ask.Person)) return Refusal.Invalid("person", "must-be-an-id");
        return ask.Price is { Amount: >= 0 and <= PersonRecordRules.MaxAmount } price && decimal.Truncate(price.Amount) == price.Amount && SkuRecordRules.IsCurrency(price.Currency)
            ? null
            : Refusal.Invalid("price.amount", "must-be-whole-minor-units");
    }

    private static Money? ValueOf(IssueFacts facts) => facts.Price is { } price
        ? price with { Amount = decimal.Round(price.Amount * facts.Quantity.Value, 0, MidpointRounding.ToEven) }
        : null;
}
