namespace BeautyGrains.Contracts;

/// <summary>Pools what all stores need of one supplier into one draft order per order day: a process with its own journal. Key: the supplier's id.</summary>
[Alias("bg.ISupplyPlanGrain")]
public interface ISupplyPlanGrain : IGrainWithStringKey
{
    /// <summary>
    /// Drafts the order of a day, unless that day's was drafted: then the plan as it stands. The purchase order's id follows from supplier and day.
    /// </summary>
    [Alias("Plan")]
    Task<Answer<SupplyPlanView>> Plan(PlanSupply ask);

    /// <summary>As it stands; of a supplier without a plan an empty one.</summary>
    [ReadOnly, Alias("Get")]
    Task<SupplyPlanView> Get();

    /// <summary>Goes on with what is unfinished; called by the sweep.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>Asks to draft a day's order.</summary>
/// <param name="Day">On which the supplier takes orders.</param>
/// <param name="Needs">By store, then SKU; 1 to <see cref="Limits.MaxLines"/>.</param>
[GenerateSerializer, Immutable, Alias("bg.PlanSupply")]
public sealed record PlanSupply(DateOnly Day, EquatableList<NeedToMeet> Needs, Caller By);

/// <summary>An open need that is to be bought.</summary>
/// <param name="Need">Its number.</param>
/// <param name="Quantity">To be bought, in the base unit.</param>
[GenerateSerializer, Immutable, Alias("bg.NeedToMeet")]
public sealed record NeedToMeet(string Store, string Sku, long Need, decimal Quantity);

/// <summary>What has become of the newest draft.</summary>
[GenerateSerializer, Alias("bg.SupplyPlanState")]
public enum SupplyPlanState
{
    /// <summary>There was none yet.</summary>
    Idle,
    /// <summary>It is being made.</summary>
    Drafting,
    /// <summary>It is made, and all needs know of it.</summary>
    Drafted,
    /// <summary>The purchase order was refused; the needs stay open.</summary>
    Refused,
}

/// <summary>A supplier's plan.</summary>
/// <param name="Order">Id of the newest draft; null before the first.</param>
/// <param name="Day">For which it was made.</param>
/// <param name="Needs">That are in it.</param>
/// <param name="Refusal">Why it was refused.</param>
[GenerateSerializer, Immutable, Alias("bg.SupplyPlanView")]
public sealed record SupplyPlanView(
    string Supplier, SupplyPlanState State, string? Order, DateOnly? Day, ImmutableArray<NeedToMeet> Needs, Refusal? Refusal, long Version);
