namespace BeautyGrains.Grains;

/// <summary>What was decided of one lot of a store that expires soon. Key: "store/sku/lot".</summary>
[Reentrant]
public sealed class NearExpiryGrain(AggregateServices house) : AggregateGrain<NearExpiryState, NearExpiryEvent>(house, NearExpiryKind.Instance), INearExpiryGrain
{
    /// <inheritdoc />
    public async Task<Answer<NearExpiryDecision>> Decide(DecideNearExpiry ask)
    {
        if (NearExpiryForm.Check(ask) is { } malformed) return new(null, malformed, false);
        var answer = await Decide((head, _) => NearExpiryRules.Decide(head, ask), on => on.State.Find(ask.Id)!, ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<EquatableList<NearExpiryDecision>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return [.. Durable.State.Decisions];
    }
}

/// <summary>What may become of proposals.</summary>
public static class NearExpiryRules
{
    /// <summary>Guards in this order: a repeat or another decision of that id, the same proposal at the same stage, room.</summary>
    public static Decision<NearExpiryEvent> Decide(NearExpiryState state, DecideNearExpiry ask)
    {
        if (state.Find(ask.Id) is { } known)
            return Matches(known, ask) ? Decision<NearExpiryEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (state.Decisions.Any(one => one.Proposal == ask.Proposal && one.Stage == ask.Stage && one.To == ask.To)) return Refusal.NotIn("decided");
        if (state.Decisions.Length >= NearExpiryForm.MaxDecisions) return Refusal.NotIn("full");
        return new NearExpiryDecided(ask.Id, ask.Proposal, ask.Taken, ask.Quantity, ask.To, ask.Discount, ask.Reason, ask.Stage, ask.ExpiresAt);
    }

    private static bool Matches(NearExpiryDecision one, DecideNearExpiry ask) =>
        (one.Proposal, one.Taken, one.Quantity, one.To, one.Discount, one.Reason) == (ask.Proposal, ask.Taken, ask.Quantity, ask.To, ask.Discount, ask.Reason);
}

/// <summary>What the tables say of goods that expire soon.</summary>
public static class NearExpiryStages
{
    /// <summary>Until somebody puts others. A habit of the trade: look at 90, 60 and 30 days, and give more away the later it gets.</summary>
    public static EquatableList<NearExpiryStage> Defaults { get; } = [new(90, 0.1m), new(60, 0.3m), new(30, 0.5m)];

    /// <summary>The longest that any stage looks ahead on a day.</summary>
    public static int LongestOn(this ControlPolicy policy, DateOnly day) => Rows(policy, day).Select(row => row.Days).DefaultIfEmpty(0).Max();

    /// <summary>The stage that goods are in with so many days left; null where none has begun.</summary>
    public static NearExpiryStage? StageOf(this ControlPolicy policy, string sku, string? category, int daysLeft, DateOnly day) =>
        policy.StagesOf(sku, category, day).FirstOrDefault(row => daysLeft <= row.Days);

    /// <summary>The stages that count for goods on a day, last one first: those of the SKU, else of its category, else for all.</summary>
    public static IReadOnlyList<NearExpiryStage> StagesOf(this ControlPolicy policy, string sku, string? category, DateOnly day)
    {
        var rows = Rows(policy, day).Where(row => (row.Sku is null || row.Sku == sku) && (row.Category is null || row.Category == category)).ToList();
        var own = rows.Exists(row => row.Sku is not null) ? rows.FindAll(row => row.Sku is not null) : rows.Exists(row => row.Category is not null) ? rows.FindAll(row => row.Category is not null) : rows;
        return [.. own.OrderBy(row => row.Days).ThenByDescending(row => row.ValidFrom ?? DateOnly.MinValue)];
    }

    /// <summary>How much a stage matters: the last one most, the one before it next, earlier ones and none least.</summary>
    /// <param name="stages">Of the goods, last one first.</param>
    public static AlertSeverity SeverityOf(IReadOnlyList<NearExpiryStage> stages, NearExpiryStage? stage)
    {
        var days = stages.Select(row => row.Days).Distinct().ToList();
        return stage is null ? AlertSeverity.Info : days.IndexOf(stage.Days) switch { 0 => AlertSeverity.Critical, 1 => AlertSeverity.Warning, _ => AlertSeverity.Info };
    }

    private static IEnumerable<NearExpiryStage> Rows(ControlPolicy policy, DateOnly day) =>
        (policy.NearExpiry ?? Defaults).Where(row => DatedRows.Counts(day, row.ValidFrom, row.ValidThrough));
}
