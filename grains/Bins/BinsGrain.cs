namespace BeautyGrains.Grains;

/// <summary>The bins of a store. Key: the store's code.</summary>
[Reentrant]
public sealed class BinsGrain(AggregateServices house) : AggregateGrain<StoreBins, BinEvent>(house, BinsKind.Instance), IBinsGrain
{
    /// <inheritdoc />
    public async Task<Answer<BinView>> Put(PutBin ask)
    {
        var zone = Limits.IsId(ask.Record.Zone) ? await GrainFactory.GetGrain<IZoneGrain>(new ZoneKey(Key, ask.Record.Zone).ToString()).Get() : null;
        var answer = await Decide((head, _) => BinRules.Put(head, ask, zone?.Record), on => ViewOf(on.State.Bins[ask.Bin]), ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<BinView?> Find(string bin)
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Bins.TryGetValue(bin, out var found) ? ViewOf(found) : null;
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<BinView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return [.. Durable.State.Bins.Values.OrderBy(bin => bin.Record.Order).ThenBy(bin => bin.Name, StringComparer.Ordinal).Select(ViewOf)];
    }

    private BinView ViewOf(StoreBin bin) => new(Key, bin.Name, bin.Record, bin.ChangedAt, bin.Version);
}

/// <summary>What may become of bins.</summary>
public static class BinRules
{
    /// <summary>The highest place in walking order.</summary>
    public const int MaxOrder = 1_000_000_000;

    /// <summary>Bins of a store.</summary>
    public const int MaxBins = 20_000;

    /// <summary>Guards in this order: form, the zone, the same content, If-Match, how many there are.</summary>
    public static Decision<BinEvent> Put(StoreBins bins, PutBin ask, ZoneRecord? zone)
    {
        if (FormOf(ask) is { } malformed) return malformed;
        if (zone is null) return new Refusal(RefusalKind.UnknownZone);
        if (ask.Record.Holds.Any(storage => !zone.Holds.Contains(storage))) return Refusal.Invalid("holds", "must-be-held-by-the-zone");
        var known = bins.Bins.GetValueOrDefault(ask.Bin);
        if (known?.Record == ask.Record) return Decision<BinEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != (known?.Version ?? 0)) return new Refusal(RefusalKind.StaleVersion);
        return known is null && bins.Bins.Count >= MaxBins ? Refusal.NotIn("full") : new BinPut(ask.Bin, ask.Record);
    }

    private static Refusal? FormOf(PutBin ask) => Form.First(
        Limits.IsId(ask.Bin) ? null : Refusal.Invalid("id", "must-be-an-id"),
        Limits.IsId(ask.Record.Zone) ? null : Refusal.Invalid("zone", "must-be-an-id"),
        ask.Record.Order is >= 0 and <= MaxOrder ? null : Refusal.Invalid("order", "must-be-0-to-1000000000"),
        ask.Record.Holds.All(Enum.IsDefined) ? null : Refusal.Invalid("holds", "unknown-value"),
        ask.Record.Holds.Distinct().Count() == ask.Record.Holds.Count ? null : Refusal.Invalid("holds", "must-be-unique"),
        ask.Record.Capacity is { } capacity ? Form.Quantity(capacity, "capacity") : null,
        ask.Record.Name is null || (ask.Record.Name.Length <= SkuRecordRules.MaxName && !string.IsNullOrWhiteSpace(ask.Record.Name)) ? null : Refusal.Invalid("name", "must-be-1-to-200-characters"));
}
