using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Budgets;

/// <summary>A budget as callers set it.</summary>
/// <param name="Amount">0 or more, in whole minor units.</param>
/// <param name="WarnAtPercent">1 to 100; 80 when absent.</param>
/// <param name="Policy">escalate (default): an approver with the limit may let more pass; or block.</param>
internal sealed record BudgetBody([property: Needed] MoneyBody? Amount, int? WarnAtPercent, string? Policy)
{
    public Contracts.PutBudget ToCommand(Check check, long? ifVersion, Caller by)
    {
        if (Amount is null) check.Add("amount", "required");
        return new(
            check.Money("amount", Amount, 0) ?? new(0, ""), check.Whole("warnAtPercent", WarnAtPercent, 1, 100) ?? 80, check.Word("policy", Policy, BudgetPolicy.Escalate), ifVersion, by);
    }
}

/// <summary>A commitment or payment outside purchase orders.</summary>
/// <param name="Amount">In whole minor units; above 0, for payments also below 0.</param>
internal sealed record CommitmentBody([property: Needed] MoneyBody? Amount)
{
    public Money ToMoney(Check check)
    {
        if (Amount is null) check.Add("amount", "required");
        return check.Money("amount", Amount, 0) ?? new(0, "");
    }
}

/// <summary>A payment outside purchase orders.</summary>
/// <param name="Amount">In whole minor units, not 0; below 0 for a credit.</param>
internal sealed record PaymentBody([property: Needed] MoneyBody? Amount)
{
    public Money ToMoney(Check check)
    {
        if (Amount is null) check.Add("amount", "required");
        return check.SignedMoney("amount", Amount) ?? new(0, "");
    }
}

/// <summary>A page of budgets.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record BudgetPage(IReadOnlyList<ReadModels.BudgetLine> Items, string? Cursor, Lists.AsOfJson AsOf);

/// <summary>What the budgets' endpoints share.</summary>
internal static class BudgetPath
{
    /// <summary>Where a budget stands.</summary>
    public const string Path = "/stores/{store}/budgets/{month}/{category}";

    /// <summary>The key that a path names; faulty parts go to the check.</summary>
    public static BudgetKey KeyOf(string store, string month, string category, Check check)
    {
        if (!BudgetKey.TryMonth(month, out var day)) check.Add("month", "must-be-a-month");
        // The server hands on this one sign as it was sent.
        return BudgetKey.Of(store, check.Text("category", category.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), BudgetKey.LongestCategory), day);
    }

    /// <summary>The grain of a key.</summary>
    public static IBudgetGrain BudgetOf(this IGrainFactory grains, BudgetKey key) => grains.GetGrain<IBudgetGrain>(key.ToString());

    /// <summary>The problem of a store that there is not, or null.</summary>
    public static async Task<IResult?> Unknown(string store, HttpContext http, IGrainFactory grains) =>
        await grains.GetGrain<IStoreGrain>(store).Get() is null ? Problems.From(new(RefusalKind.UnknownStore, Store: store), http) : null;
}
