using System.Globalization;
using System.Text.Json;

namespace BeautyGrains.Grains;

/// <summary>
/// Finds where a sensor was outside what a class of goods needs. Looks at all readings of the time that is judged, so that the same readings give the same
/// excursions in whatever order and however often they came.
/// </summary>
public static class ExcursionRules
{
    /// <summary>Readings older than this when they come are kept and not judged.</summary>
    public const int JudgedDays = 31;

    private static readonly ImmutableArray<ExcursionKind> s_kinds = [.. Enum.GetValues<ExcursionKind>()];

    /// <summary>
    /// The excursions of one sensor. One begins with a reading outside and ends with the next one inside. Between two readings outside it was outside, also
    /// where they lie far apart; behind the last one outside before a gap it lasts for as long as a sensor may be silent.
    /// </summary>
    /// <param name="readings">Of one sensor, oldest first.</param>
    public static IEnumerable<Excursion> Find(string zone, StorageClass storage, IReadOnlyList<SensorReading> readings, ConditionPolicy policy)
    {
        foreach (var kind in s_kinds)
        {
            var run = new List<Outside>();
            foreach (var (at, value) in Worst(kind, readings))
            {
                if (policy.RuleOn(storage, zone, DayOf(at)) is not { } rule) continue;
                if (IsOutside(kind, value, rule)) run.Add(new(at, value, rule));
                else if (run.Count > 0)
                {
                    yield return Made(storage, kind, run, at, readings, policy);
                    run = [];
                }
            }
            if (run.Count > 0) yield return Made(storage, kind, run, null, readings, policy);
        }
    }

    /// <summary>The rule of a class on a day; null for none.</summary>
    public static ConditionRule? RuleOn(this ConditionPolicy policy, StorageClass storage, string zone, DateOnly day) => policy.Rules
        .Where(rule => rule.Storage == storage && (rule.Zone is null || rule.Zone == zone) && DatedRows.Counts(day, rule.ValidFrom, rule.ValidThrough))
        .OrderBy(rule => rule.Zone is null).ThenByDescending(rule => rule.ValidFrom ?? DateOnly.MinValue).FirstOrDefault();

    /// <summary>The day in UTC.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    // At one instant a sensor may have told several values; the one that is farthest outside counts.
    private static IEnumerable<(DateTimeOffset At, decimal Value)> Worst(ExcursionKind kind, IReadOnlyList<SensorReading> readings)
    {
        for (var i = 0; i < readings.Count;)
        {
            var (at, worst) = (readings[i].At, (decimal?)null);
            for (; i < readings.Count && readings[i].At == at; i++)
                if (ValueOf(kind, readings[i]) is { } value && (worst is null || (IsHigh(kind) ? value > worst : value < worst))) worst = value;
            if (worst is { } found) yield return (at, found);
        }
    }

    private static bool IsHigh(ExcursionKind kind) => kind is ExcursionKind.TooWarm or ExcursionKind.TooHumid;

    private sealed record Outside(DateTimeOffset At, decimal Value, ConditionRule Rule);

    private static Excursion Made(StorageClass storage, ExcursionKind kind, List<Outside> run, DateTimeOffset? inside, IReadOnlyList<SensorReading> readings, ConditionPolicy policy)
    {
        var (first, last) = (run[0], run[^1]);
        var rule = first.Rule;
        var longest = last.At.AddMinutes(last.Rule.SilentAfterMinutes);
        var until = inside is not { } ended ? last.At : ended <= longest ? ended : longest;
        var worst = IsHigh(kind) ? run.Max(one => one.Value) : run.Min(one => one.Value);
        var minutes = (int)Math.Min(int.MaxValue, Math.Ceiling((until - first.At).TotalMinutes));
        var isSpike = run.Exists(one => kind == ExcursionKind.TooWarm ? one.Value > one.Rule.SpikeMaxCelsius : kind == ExcursionKind.TooCold && one.Value < one.Rule.SpikeMinCelsius);
        var isLong = minutes > rule.ToleranceMinutes;
        var kinetic = isLong && !isSpike && kind == ExcursionKind.TooWarm && rule.MeanKineticCelsius is not null ? KineticOf(readings, until, rule, policy) : null;
        var isBreach = isSpike || (isLong && (minutes > rule.LongestMinutes || !(kinetic <= rule.MeanKineticCelsius)));
        var sensor = readings[0].Sensor;
        return new(
            IdOf(sensor, storage, kind, first.At), sensor, storage, kind, first.At, until, inside is null, minutes, worst, kinetic, isBreach ? ExcursionVerdict.Breach : ExcursionVerdict.Tolerated);
    }

    // Each reading stands for the time to the next one, or for as long as a sensor may be silent.
    private static decimal? KineticOf(IReadOnlyList<SensorReading> readings, DateTimeOffset until, ConditionRule rule, ConditionPolicy policy)
    {
        if (policy.Activation.Where(row => DatedRows.Counts(DayOf(until), row.ValidFrom, row.ValidThrough)).MaxBy(row => row.ValidFrom ?? DateOnly.MinValue) is not { } activation) return null;
        var from = until.AddDays(-rule.MeanKineticDays);
        var known = readings.Where(one => one.Celsius is not null && one.At >= from && one.At <= until).ToList();
        var longest = TimeSpan.FromMinutes(rule.SilentAfterMinutes);
        return MeanKinetic.Of(
            known.Select((one, i) => (one.Celsius!.Value, Weight(one.At, i + 1 < known.Count ? known[i + 1].At : until, longest))).Where(one => one.Item2 > 0), activation.KilojoulesPerMole);
    }

    private static double Weight(DateTimeOffset at, DateTimeOffset next, TimeSpan longest) => Math.Min((next - at).TotalMinutes, longest.TotalMinutes);

    private static decimal? ValueOf(ExcursionKind kind, SensorReading reading) => kind is ExcursionKind.TooWarm or ExcursionKind.TooCold ? reading.Celsius : reading.Humidity;

    private static bool IsOutside(ExcursionKind kind, decimal value, ConditionRule rule) => kind switch
    {
        ExcursionKind.TooWarm => value > rule.MaxCelsius,
        ExcursionKind.TooCold => value < rule.MinCelsius,
        ExcursionKind.TooHumid => value > rule.MaxHumidity,
        _ => value < rule.MinHumidity,
    };

    private static string IdOf(string sensor, StorageClass storage, ExcursionKind kind, DateTimeOffset from) => string.Create(
        CultureInfo.InvariantCulture, $"{sensor}.{Word(storage.ToString())}.{Word(kind.ToString())}.{from.UtcDateTime:yyyyMMdd'T'HHmmss}");

    private static string Word(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
