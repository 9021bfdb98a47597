using NodaTime;

namespace BeautyGrains.Grains;

/// <summary>One store. Key: the store code.</summary>
[Reentrant]
public sealed class StoreGrain(AggregateServices house, CatalogueFacts facts)
    : AggregateGrain<StoreState, StoreEvent>(house, StoreKind.Instance), IStoreGrain
{
    /// <inheritdoc />
    public Task<Answer<StoreView>> Put(PutStore ask) =>
        Decide((head, _) => StoreRules.Put(head, ask), on => ViewOf(on)!, ask.By);

    /// <inheritdoc />
    public async Task<StoreView?> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return ViewOf(Durable);
    }

    /// <inheritdoc />
    protected override void OnDurable()
    {
        if (ViewOf(Durable) is { } view) facts.Told(view);
    }

    private StoreView? ViewOf(Versioned<StoreState> state) =>
        state.State.Record is { } record ? new(Key, record, state.At, state.Version) : null;
}

/// <summary>What may become of a store's record.</summary>
public static class StoreRules
{
    /// <summary>Is it a time zone of the IANA database that comes with the program?</summary>
    public static bool TimeZoneExists(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null;

    /// <summary>Guards in this order: form, the same content, If-Match.</summary>
    internal static Decision<StoreEvent> Put(StoreState state, PutStore ask)
    {
        if (StoreRecordRules.Check(ask.Record, TimeZoneExists) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Record == state.Record) return Decision<StoreEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new StorePut(ask.Record);
    }
}
