namespace BeautyGrains.Grains;

/// <summary>What may become of a zone.</summary>
public static class ZoneRules
{
    /// <summary>Guards in this order: form, the same content, If-Match.</summary>
    public static Decision<ZoneEvent> Put(Zone zone, PutZone ask)
    {
        if (ZoneForm.Check(ask.Record) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Record == zone.Record) return Decision<ZoneEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != zone.Version) return new Refusal(RefusalKind.StaleVersion);
        return new ZonePut(ask.Record);
    }

    /// <summary>
    /// Guards in this order: the zone, the sensor, form, the clock. What is known already is not written again, unless this delivery tells better how far the
    /// device's clock is off.
    /// </summary>
    public static Decision<ZoneEvent> Take(Zone zone, TakeReadings ask, DateTimeOffset now)
    {
        if (zone.Record is not { } record) return new Refusal(RefusalKind.UnknownZone);
        if (!record.Sensors.Any(sensor => sensor.Id == ask.Sensor)) return Refusal.Invalid("sensor", "unknown-sensor");
        if (ZoneForm.Check(ask.Readings) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        var skew = ReadingSet.SkewOf(ask.DeviceNow, now);
        if (Math.Abs(skew) > ReadingSet.MostSkewMinutes) return Refusal.Invalid("deviceNow", "must-be-within-a-year");
        for (var i = 0; i < ask.Readings.Count; i++)
            if (ReadingSet.TimeOf(ask.Readings[i], skew) > now + Limits.MaxClockAhead) return Refusal.Invalid($"readings[{i}].at", "must-not-be-in-the-future");
        var known = zone.Of(ask.Sensor);
        var news = ask.Readings.Distinct().Where(reading => IsNew(known, reading, skew)).OrderBy(reading => reading.At).ToImmutableArray();
        return news.IsEmpty ? Decision<ZoneEvent>.AlreadyDone : new ReadingsTaken(ask.Sensor, skew, news);
    }

    /// <summary>What a delivery comes to, for its answer.</summary>
    public static TakenReadings Told(Zone zone, TakeReadings ask, DateTimeOffset now)
    {
        var (known, skew) = (zone.Of(ask.Sensor), ReadingSet.SkewOf(ask.DeviceNow, now));
        var different = ask.Readings.Distinct().ToList();
        var news = different.Count(reading => !known.Readings.ContainsKey(reading));
        var old = different.Count(reading => ReadingSet.TimeOf(reading, skew) < now.AddDays(-ExcursionRules.JudgedDays));
        return new(ask.Sensor, news, ask.Readings.Count - news, old, skew, zone.Version);
    }

    /// <summary>What an excursion has put into quarantine becomes a case; one of the same goods that waits for its decision grows.</summary>
    public static Decision<ZoneEvent> Quarantine(Zone zone, RecordQuarantine ask)
    {
        if (zone.Record is null) return new Refusal(RefusalKind.UnknownZone);
        var it = ask.Excursion;
        if (IsDecided(zone.Cases, it)) return Decision<ZoneEvent>.AlreadyDone;
        if (zone.Cases.FirstOrDefault(one => one.Decision is null && Overlaps(one, it)) is { } open)
        {
            var grown = open with
            {
                From = it.From < open.From ? it.From : open.From, Until = it.Until > open.Until ? it.Until : open.Until,
                Lots = [.. open.Lots.Concat(ask.Lots.Where(lot => !open.Lots.Any(one => one.Sku == lot.Sku && one.Lot == lot.Lot && one.Store == lot.Store)))],
                Exposed = Together(open.Exposed, ask.Exposed),
            };
            return grown == open ? Decision<ZoneEvent>.AlreadyDone : new ExcursionQuarantined(grown);
        }

        var (id, number) = (it.Id, 1);
        while (zone.Cases.Any(one => one.Id == id)) id = FormattableString.Invariant($"{it.Id}.{++number}");
        return new ExcursionQuarantined(new(id, it.Sensor, it.Storage, it.Kind, it.From, it.Until, ask.Lots, Exposed: Together(null, ask.Exposed)));
    }

    /// <summary>Has an excursion been acted on as far as it is known?</summary>
    public static bool IsHandled(IEnumerable<ExcursionCase> cases, Excursion it) => cases.Any(one => Overlaps(one, it) && one.From <= it.From && one.Until >= it.Until);

    /// <summary>Was it decided of an excursion as far as it is known?</summary>
    public static bool IsDecided(IEnumerable<ExcursionCase> cases, Excursion it) => IsHandled(cases.Where(one => one.Decision is not null), it);

    /// <summary>Guards in this order: the case, form, a repeat, its state, the second person.</summary>
    /// <param name="store">Of the zone.</param>
    public static Decision<ZoneEvent> Decide(Zone zone, string store, DecideExcursion ask)
    {
        if (zone.Cases.FirstOrDefault(one => one.Id == ask.Case) is not { } it) return new Refusal(RefusalKind.UnknownExcursion);
        if (Form.Needed(ask.Reason, "reason") is { } malformed) return malformed;
        if (Form.Known(ask.Decision, "decision") is { } unknown) return unknown;
        if (it.Decision is { } decided) return decided == ask.Decision && it.Reason == ask.Reason ? Decision<ZoneEvent>.AlreadyDone : Refusal.NotIn("decided");
        if (ask.NeedsSecond && FourEyes.Refuses(ask.Second, ApprovalKind.QuarantineRelease, null, [store], ask.By.Actor) is { } refused) return refused;
        return new ExcursionDecided(ask.Case, ask.Decision, ask.Reason, ask.Second?.Actor);
    }

    /// <summary>Guards in this order: the case, a repeat, its state.</summary>
    public static Decision<ZoneEvent> CarryOut(Zone zone, RecordCarriedOut ask) => zone.Cases.FirstOrDefault(one => one.Id == ask.Case) switch
    {
        null => new Refusal(RefusalKind.UnknownExcursion),
        { CarriedOut: true } => Decision<ZoneEvent>.AlreadyDone,
        { Decision: null } => Refusal.NotIn("undecided"),
        _ => new ExcursionCarriedOut(ask.Case),
    };

    // In an order of their own, each from when on it was first known to be concerned.
    private static EquatableList<ExposedLot>? Together(EquatableList<ExposedLot>? known, EquatableList<ExposedLot>? found) => known is null && found is not { Count: > 0 } ? null :
    [
        .. (known ?? []).Concat(found ?? []).GroupBy(one => (one.Store, one.Sku, one.Lot)).Select(lot => lot.MinBy(one => one.Since)!)
            .OrderBy(one => one.Store, StringComparer.Ordinal).ThenBy(one => one.Sku, StringComparer.Ordinal).ThenBy(one => one.Lot, StringComparer.Ordinal),
    ];

    private static bool Overlaps(ExcursionCase one, Excursion it) =>
        one.Sensor == it.Sensor && one.Storage == it.Storage && one.Kind == it.Kind && one.From <= it.Until && one.Until >= it.From;

    private static bool IsNew(ReadingSet known, Reading reading, int skew) => !known.Readings.TryGetValue(reading, out var estimate) || estimate < skew;
}
