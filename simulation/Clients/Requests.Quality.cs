using System.Collections.Immutable;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Simulation;

/// <summary>What keeps bad goods from being sold: conditions and what belongs to them.</summary>
internal sealed partial class Requests
{
    /// <summary>The one zone of every store, which holds what is kept cold.</summary>
    public const string Zone = "F";

    /// <summary>Its sensor.</summary>
    public const string Sensor = "T";

    private static readonly Approver s_quality = Person("quality", ApprovalKind.QuarantineRelease);

    public static ZoneRecord ZoneRecord { get; } = new("Fridge", null, [StorageClass.Cold], [new(Sensor, [])]);

    private Command? Quality(Step step) => step.Kind switch
    {
        StepKind.TakeReadings => TakeReadings(step),
        StepKind.DecideExcursion => DecideExcursion(step),
        StepKind.PutRecall => PutRecall(step),
        _ => Feedback(step) ?? Controlled(step) ?? Containers(step) ?? Counting(step) ?? OnUnits(step) ?? Places(step),
    };

    /// <summary>A few readings up to now, in order, or a piece of earlier days: cold enough, a little or much too warm, or frozen.</summary>
    private Command<TakenReadings> TakeReadings(Step step)
    {
        var key = new ZoneKey(Store(step.Store), Zone).ToString();
        var celsius = step.B switch { < 40 => 5m, < 65 => 9m, < 85 => 16m, _ => -3m } + (step.A / 10m);
        var until = new DateTimeOffset(journal.Now.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero).AddHours(step.A < 7 ? 0 : -step.A);
        var readings = Enumerable.Range(0, 1 + (int)step.Quantity).Select(back => new Reading(until.AddMinutes(-10 * back), back == 0 && step.B % 3 == 0 ? 5 : celsius, null));
        var ask = new TakeReadings(Sensor, null, [.. step.B % 2 == 0 ? readings : readings.Reverse()], By(step));
        return new(
            step, ZoneKind.Instance.Stream(key), null, grains => grains.GetGrain<IZoneGrain>(key).Take(ask), taken => $"{key} {taken.Taken + taken.Known} v{taken.Version}",
            (watch, told) => watch.Quality.Zones.At(key, told.Value!.Version) is { } then
                ? $"{key} {ask.Readings.Count(reading => told.Value.TooOld > 0 || then.State.Of(Sensor).Readings.ContainsKey(reading))} v{told.Value.Version}" : null,
            repeats: false);
    }

    private Command<ZoneView>? DecideExcursion(Step step)
    {
        var key = new ZoneKey(Store(step.Store), Zone).ToString();
        if (journal.Quality.Zones.Last(key)?.State.Cases.FirstOrDefault(one => one.Decision is null) is not { } open) return null;
        // One in four has nobody at hand for the second look.
        var ask = new DecideExcursion(open.Id, step.B % 2 == 0 ? ExcursionDecision.Release : ExcursionDecision.Scrap, "Looked at.", step.A % 4 == 0 ? null : s_quality, true, By(step));
        return new(
            step, ZoneKind.Instance.Stream(key), null, grains => grains.GetGrain<IZoneGrain>(key).Decide(ask), Show.Zone,
            (watch, told) => watch.Quality.Zones.At(key, told.Value!.Version) is { } then ? Show.Cases(key, then.State.Cases, then.Version) : null, repeats: false);
    }
}
