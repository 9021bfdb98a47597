namespace BeautyGrains.Grains;

/// <summary>A part of a store with a climate of its own. Key: <see cref="ZoneKey"/>.</summary>
[Reentrant]
public sealed class ZoneGrain(AggregateServices house) : AggregateGrain<Zone, ZoneEvent>(house, ZoneKind.Instance), IZoneGrain
{
    private const int MostReadings = 10_000;

    // Looking through a month of readings is done once for what has not changed.
    private (long Version, ConditionPolicy Policy, ZoneView? View)? _seen;

    /// <inheritdoc />
    public async Task<Answer<ZoneView>> Put(PutZone ask)
    {
        var policy = await Policy();
        return await Decide((head, _) => ZoneRules.Put(head, ask), on => View(on, policy)!, ask.By);
    }

    /// <inheritdoc />
    public Task<Answer<TakenReadings>> Take(TakeReadings ask)
    {
        TakenReadings? told = null;
        return Decide(
            (head, now) =>
            {
                var decision = ZoneRules.Take(head, ask, now);
                if (decision.Refusal is null) told = ZoneRules.Told(head, ask, now);
                return decision;
            },
            on => told! with { Version = on.Version }, ask.By);
    }

    /// <inheritdoc />
    public async Task<Answer<ZoneView>> Quarantine(RecordQuarantine ask)
    {
        var policy = await Policy();
        return await Decide((head, _) => ZoneRules.Quarantine(head, ask), on => View(on, policy)!, ask.By);
    }

    /// <inheritdoc />
    public async Task<Answer<ZoneView>> Decide(DecideExcursion ask)
    {
        var policy = await Policy();
        var store = ZoneKey.Parse(Key).Store;
        return await Decide((head, _) => ZoneRules.Decide(head, store, ask), on => View(on, policy)!, ask.By);
    }

    /// <inheritdoc />
    public async Task<Answer<ZoneView>> CarryOut(RecordCarriedOut ask)
    {
        var policy = await Policy();
        return await Decide((head, _) => ZoneRules.CarryOut(head, ask), on => View(on, policy)!, ask.By);
    }

    /// <inheritdoc />
    public async Task<ZoneView?> Get()
    {
        var policy = await Policy();
        await CheckFresh();
        EndIfEmpty();
        return View(Durable, policy);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<SensorReading>> Read(DateTimeOffset from, DateTimeOffset through)
    {
        await CheckFresh();
        EndIfEmpty();
        var state = Durable.State;
        if (state.Record is not { } record) return [];
        var all = record.Sensors.SelectMany(sensor => state.Of(sensor.Id).Of(sensor)).Where(one => one.At >= from && one.At <= through).ToList();
        return [.. all.OrderByDescending(one => one.At).Take(MostReadings).OrderBy(one => one.Sensor, StringComparer.Ordinal).ThenBy(one => one.At)];
    }

    private async Task<ConditionPolicy> Policy() => (await GrainFactory.GetGrain<IConditionPolicyGrain>(IConditionPolicyGrain.Key).Get()).Policy;

    private ZoneView? View(Versioned<Zone> on, ConditionPolicy policy)
    {
        if (_seen is not { } seen || seen.Version != on.Version || seen.Policy != policy) _seen = seen = (on.Version, policy, ZoneViews.Of(Key, on, policy));
        return seen.View;
    }
}
