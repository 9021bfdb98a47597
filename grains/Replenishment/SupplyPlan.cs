namespace BeautyGrains.Grains;

/// <summary>Where a supplier's plan is.</summary>
public enum SupplyPhase
{
    /// <summary>There was no draft yet.</summary>
    None,
    /// <summary>The purchase order is to be drafted.</summary>
    Drafting,
    /// <summary>It is; the needs are to hear of it.</summary>
    Telling,
    /// <summary>They have.</summary>
    Done,
    /// <summary>The purchase order was refused.</summary>
    Refused,
}

/// <summary>A supplier's plan: its newest draft.</summary>
/// <param name="Order">Id of the purchase order; empty before the first.</param>
/// <param name="Needs">That are in it; their lines are numbered from 1 in this order.</param>
/// <param name="Told">How many of them know of it.</param>
/// <param name="ExpectedOn">By need; empty before the order is made.</param>
/// <param name="Asked">When the draft was asked for.</param>
public sealed record SupplyPlan(
    SupplyPhase Phase, string Order, DateOnly Day, EquatableList<NeedToMeet> Needs, int Told, EquatableList<DateOnly> ExpectedOn, StoredRefusal? Refusal, DateTimeOffset Asked)
{
    /// <summary>Before the first draft.</summary>
    public static SupplyPlan Empty { get; } = new(SupplyPhase.None, "", default, [], 0, [], null, default);

    /// <summary>Whether it has work of its own to do.</summary>
    public bool IsUnderway => Phase is SupplyPhase.Drafting or SupplyPhase.Telling;

    /// <summary>The plan after an event.</summary>
    public SupplyPlan After(SupplyPlanEvent happened, EventInfo info) => happened switch
    {
        SupplyDraftDecided decided => new(SupplyPhase.Drafting, decided.Order, decided.Day, decided.Needs, 0, [], null, info.At),
        SupplyDraftMade made => this with { Phase = SupplyPhase.Telling, ExpectedOn = made.ExpectedOn },
        SupplyDraftRefused refused => this with { Phase = SupplyPhase.Refused, Refusal = refused.Refusal },
        SupplyNeedsTold told => this with { Told = told.Count, Phase = told.Count == Needs.Count ? SupplyPhase.Done : SupplyPhase.Telling },
        _ => throw new InvalidOperationException($"No transition for {happened.GetType().Name}."),
    };
}

/// <summary>What happens to a supplier's plan.</summary>
public abstract record SupplyPlanEvent;

/// <summary>These needs go into this order.</summary>
public sealed record SupplyDraftDecided(string Order, DateOnly Day, EquatableList<NeedToMeet> Needs) : SupplyPlanEvent;

/// <summary>The purchase order is drafted.</summary>
/// <param name="ExpectedOn">By need.</param>
public sealed record SupplyDraftMade(EquatableList<DateOnly> ExpectedOn) : SupplyPlanEvent;

/// <summary>The purchase order was refused; the needs stay open.</summary>
public sealed record SupplyDraftRefused(StoredRefusal Refusal) : SupplyPlanEvent;

/// <summary>So many needs, the first ones, know of the order.</summary>
public sealed record SupplyNeedsTold(int Count) : SupplyPlanEvent;
