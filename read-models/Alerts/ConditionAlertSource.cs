using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>Excursions that wait for a decision, sensors that are silent, calibrations that are due.</summary>
internal sealed class ConditionAlertSource(StreamDirectory streams, IGrainFactory grains) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.Excursion, AlertKind.SensorSilent, AlertKind.CalibrationDue];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var key in streams.All(ZoneKind.Instance.Category, cancel))
        {
            if (await grains.GetGrain<IZoneGrain>(key).Get() is not { } zone || await grains.GetGrain<IStoreGrain>(zone.Store).Get() is not { } store) continue;
            var today = StockSigns.DayOf(sweep.Now, store.Record);
            foreach (var sign in Excursions(sweep, zone, today).Concat(zone.Record.Active ? Sensors(sweep, zone, today) : [])) yield return sign;
        }
    }

    // A breach asks from the moment it is seen; once it is a case, until somebody has decided.
    private static IEnumerable<SeenSign> Excursions(AlertSweepContext sweep, ZoneView zone, DateOnly today)
    {
        if (sweep.Policies.Of(AlertKind.Excursion, zone.Store, null, today) is not { } limit) yield break;
        foreach (var it in zone.Cases.Where(one => one.Decision is null))
            yield return Sign(it.Id, it.Sensor, it.Storage, it.Kind, it.From, it.Lots.Count);
        foreach (var it in zone.Excursions.Where(one => one.Verdict == ExcursionVerdict.Breach && !ZoneRules.IsHandled(zone.Cases, one) && !zone.Cases.Any(known => known.Id == one.Id)))
            yield return Sign(it.Id, it.Sensor, it.Storage, it.Kind, it.From, 0);

        SeenSign Sign(string id, string sensor, StorageClass storage, ExcursionKind kind, DateTimeOffset from, int lots) => new(
            AlertCause.Of(AlertKind.Excursion, zone.Store, zone.Zone, id),
            new(new(limit.Severity, zone.Store, null, new(
            [
                new("zone", zone.Zone), new("sensor", sensor), new("storage", storage.ToString()), new("excursion", id), new("direction", kind.ToString()),
                new("since", StockSigns.Text(from)), new("lots", lots.ToString(CultureInfo.InvariantCulture)),
            ])), 0, sweep.Now));
    }

    private static IEnumerable<SeenSign> Sensors(AlertSweepContext sweep, ZoneView zone, DateOnly today)
    {
        foreach (var sensor in zone.Sensors.Where(one => one.Active))
        {
            if (sensor.SilentFrom <= sweep.Now && sweep.Policies.Of(AlertKind.SensorSilent, zone.Store, null, today) is { } silent)
                yield return new(AlertCause.Of(AlertKind.SensorSilent, zone.Store, zone.Zone, sensor.Sensor), new(new(silent.Severity, zone.Store, null, new(
                    [new("zone", zone.Zone), new("sensor", sensor.Sensor), new("since", sensor.Last is { } last ? StockSigns.Text(last.At) : "-")])), 0, sweep.Now));
            if (sweep.Policies.Of(AlertKind.CalibrationDue, zone.Store, null, today) is { } due && (sensor.CalibrationDueOn ?? DateOnly.MinValue) <= today.AddDays((int)due.Threshold!.Value))
            {
                // What a sensor says after that day proves nothing.
                var severity = (sensor.CalibrationDueOn ?? DateOnly.MinValue) < today ? AlertSeverity.Critical : due.Severity;
                yield return new(AlertCause.Of(AlertKind.CalibrationDue, zone.Store, zone.Zone, sensor.Sensor), new(new(severity, zone.Store, null, new(
                    [new("zone", zone.Zone), new("sensor", sensor.Sensor), new("dueOn", sensor.CalibrationDueOn is { } day ? StockSigns.Text(day) : "-")])), 0, sweep.Now));
            }
        }
    }
}
