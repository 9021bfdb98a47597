namespace BeautyGrains.Grains;

/// <summary>What callers see of a zone.</summary>
internal static class ZoneViews
{
    /// <summary>The zone; null before it was put.</summary>
    public static ZoneView? Of(string key, Versioned<Zone> on, ConditionPolicy policy)
    {
        if (on.State.Record is not { } record) return null;
        var (store, zone) = ZoneKey.Parse(key);
        var sensors = record.Sensors.Select(sensor => (Record: sensor, Readings: on.State.Of(sensor.Id).Of(sensor).ToList())).ToList();
        return new(
            store, zone, record, [.. sensors.Select(one => SensorOf(one.Record, one.Readings, on.State, zone, policy))],
            [
                .. sensors.SelectMany(one => record.Holds.SelectMany(storage => ExcursionRules.Find(zone, storage, one.Readings, policy)))
                    .OrderBy(it => it.From).ThenBy(it => it.Id, StringComparer.Ordinal),
            ],
            on.State.Cases, on.At, on.Version);
    }

    private static SensorView SensorOf(SensorRecord sensor, List<SensorReading> readings, Zone state, string zone, ConditionPolicy policy)
    {
        var last = readings.Count == 0 ? null : readings[^1];
        var since = last?.At > state.PutAt ? last.At : state.PutAt;
        var minutes = state.Record!.Holds.Select(storage => policy.RuleOn(storage, zone, ExcursionRules.DayOf(since))?.SilentAfterMinutes).Min();
        return new(
            sensor.Id, sensor.Active, last, ReadingSet.CalibrationOn(sensor, DateOnly.MaxValue)?.DueOn,
            sensor.Active && state.Record.Active && minutes is { } most ? since.AddMinutes(most) : null);
    }
}
