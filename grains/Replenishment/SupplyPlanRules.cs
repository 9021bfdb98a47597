using System.Globalization;

namespace BeautyGrains.Grains;

/// <summary>What may become of a supplier's plan. Rules are asked only while it waits for nobody.</summary>
internal static class SupplyPlanRules
{
    /// <summary>A draft that was refused is tried again after this time, for somebody may have mended what was wrong.</summary>
    public static readonly TimeSpan RefusedFor = TimeSpan.FromHours(1);

    private const int HashedLength = 16;

    /// <summary>Id of the purchase order of a supplier and day. Ids have 64 characters at most, so that of a long one its hash is taken.</summary>
    public static string OrderOf(string supplier, DateOnly day)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"rp.{supplier}.{day:yyyyMMdd}");
        return id.Length <= Limits.MaxIdLength ? id
            : string.Create(CultureInfo.InvariantCulture, $"rp.{BodyHash.Of(supplier)[..HashedLength].Replace('+', '-').Replace('/', '_')}.{day:yyyyMMdd}");
    }

    /// <summary>
    /// Guards in this order: form; one draft for a day, and none for a day before; a refused one rests for a while; something that is not in the newest draft. Who
    /// asks has looked at the needs before, maybe while that draft was still being made: a need keeps its number until it is in an order, so that it is known again.
    /// </summary>
    public static Decision<SupplyPlanEvent> Plan(string supplier, SupplyPlan plan, PlanSupply ask, DateTimeOffset now)
    {
        if (ask.Needs.Count is < 1 or > Limits.MaxLines) return Refusal.Invalid("needs", "must-be-1-to-1000");
        foreach (var need in ask.Needs)
            if (Limits.QuantityRule(need.Quantity) is { } rule) return Refusal.Invalid("needs", rule);
        var isTried = plan.Phase != SupplyPhase.None && ask.Day <= plan.Day;
        var mayRetry = plan.Phase == SupplyPhase.Refused && ask.Day == plan.Day && now - plan.Asked >= RefusedFor;
        if (isTried && !mayRetry) return Decision<SupplyPlanEvent>.AlreadyDone;
        EquatableList<NeedToMeet> needs = [.. plan.Phase == SupplyPhase.Refused ? ask.Needs : ask.Needs.Where(need => !plan.Needs.Any(known => IsSame(known, need)))];
        return needs.Count == 0 ? Decision<SupplyPlanEvent>.AlreadyDone : new SupplyDraftDecided(OrderOf(supplier, ask.Day), ask.Day, needs);
    }

    private static bool IsSame(NeedToMeet one, NeedToMeet other) => one.Need == other.Need && one.Store == other.Store && one.Sku == other.Sku;

    /// <summary>Records what came of a step.</summary>
    public static Decision<SupplyPlanEvent> Record(SupplyPlan plan, SupplyPlan asked, SupplyPlanEvent outcome) =>
        plan.Phase == asked.Phase && plan.Order == asked.Order && plan.Told == asked.Told ? outcome : Decision<SupplyPlanEvent>.AlreadyDone;

    /// <summary>The plan as callers see it.</summary>
    public static SupplyPlanView ViewOf(string supplier, Versioned<SupplyPlan> on)
    {
        var plan = on.State;
        return new(
            supplier, StateOf(plan.Phase), plan.Phase == SupplyPhase.None ? null : plan.Order, plan.Phase == SupplyPhase.None ? null : plan.Day,
            [.. plan.Needs], plan.Refusal?.ToRefusal(), on.Version);
    }

    private static SupplyPlanState StateOf(SupplyPhase phase) => phase switch
    {
        SupplyPhase.None => SupplyPlanState.Idle,
        SupplyPhase.Drafting or SupplyPhase.Telling => SupplyPlanState.Drafting,
        SupplyPhase.Done => SupplyPlanState.Drafted,
        _ => SupplyPlanState.Refused,
    };
}
