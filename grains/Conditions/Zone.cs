namespace BeautyGrains.Grains;

/// <summary>What happens to a zone.</summary>
public abstract record ZoneEvent;

/// <summary>The record was created or replaced.</summary>
public sealed record ZonePut(ZoneRecord Record) : ZoneEvent;

/// <summary>A sensor's readings came in; one event for a delivery.</summary>
/// <param name="SkewMinutes">By how much the device's clock was ahead.</param>
/// <param name="Readings">The new ones, as the device told them.</param>
public sealed record ReadingsTaken(string Sensor, int SkewMinutes, ImmutableArray<Reading> Readings) : ZoneEvent;

/// <summary>An excursion has put goods into quarantine.</summary>
/// <param name="Case">Whole; a case of the same id that was not decided gives way to it.</param>
public sealed record ExcursionQuarantined(ExcursionCase Case) : ZoneEvent;

/// <summary>It was decided what becomes of them.</summary>
/// <param name="ApprovedBy">Actor of the second person; null for none.</param>
public sealed record ExcursionDecided(string Case, ExcursionDecision Decision, string Reason, string? ApprovedBy) : ZoneEvent;

/// <summary>The decision was carried out.</summary>
public sealed record ExcursionCarriedOut(string Case) : ZoneEvent;

/// <summary>A zone, folded from its events.</summary>
/// <param name="Record">Null before it was put.</param>
/// <param name="PutAt">When the record last changed.</param>
/// <param name="Readings">Of the time that is judged, by sensor.</param>
/// <param name="Cases">Oldest first.</param>
public sealed record Zone(ZoneRecord? Record, DateTimeOffset PutAt, ImmutableSortedDictionary<string, ReadingSet> Readings, ImmutableArray<ExcursionCase> Cases, long Version)
{
    /// <summary>Before the first event.</summary>
    public static Zone Empty { get; } = new(null, default, ImmutableSortedDictionary.Create<string, ReadingSet>(StringComparer.Ordinal), [], 0);

    /// <summary>What a sensor has read.</summary>
    public ReadingSet Of(string sensor) => Readings.GetValueOrDefault(sensor, ReadingSet.Empty);

    /// <summary>The zone after an event.</summary>
    public Zone After(ZoneEvent happened, EventInfo info) => (happened switch
    {
        ZonePut put => this with { Record = put.Record, PutAt = info.At },
        ReadingsTaken taken => this with
        {
            Readings = Readings.SetItem(taken.Sensor, Of(taken.Sensor).With(taken.Readings, taken.SkewMinutes).From(info.At.AddDays(-ExcursionRules.JudgedDays))),
        },
        ExcursionQuarantined quarantined => this with { Cases = [.. Cases.Where(one => one.Id != quarantined.Case.Id), quarantined.Case] },
        ExcursionDecided decided => With(decided.Case, one => one with
        {
            Decision = decided.Decision, Reason = decided.Reason, DecidedBy = info.Actor, ApprovedBy = decided.ApprovedBy, DecidedAt = info.At,
        }),
        ExcursionCarriedOut carriedOut => With(carriedOut.Case, one => one with { CarriedOut = true }),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a zone."),
    }) with { Version = info.Version };

    private Zone With(string id, Func<ExcursionCase, ExcursionCase> change) => this with { Cases = [.. Cases.Select(one => one.Id == id ? change(one) : one)] };
}
