namespace BeautyGrains.Grains;

/// <summary>
/// What a sensor has read, as a set: readings that come twice are one, and nothing depends on the order in which they came. How far the device's clock was
/// off is estimated with every delivery; a delivery that was long under way makes the clock look late, so the latest estimate by value counts, not by arrival.
/// </summary>
/// <param name="Readings">By the device's time, then values; with the minutes that its clock was ahead.</param>
public sealed record ReadingSet(ImmutableSortedDictionary<Reading, int> Readings)
{
    /// <summary>Smaller differences are the way of the message, not the clock.</summary>
    public const int SkewFromMinutes = 2;

    /// <summary>A clock that is off by more, about a year, is none.</summary>
    public const int MostSkewMinutes = 366 * 24 * 60;

    /// <summary>Before the first.</summary>
    public static ReadingSet Empty { get; } = new(ImmutableSortedDictionary.Create<Reading, int>(ByTime.Instance));

    /// <summary>By how many whole minutes a device's clock is ahead; 0 where it does not tell or is as good as right.</summary>
    public static int SkewOf(DateTimeOffset? deviceNow, DateTimeOffset receivedAt)
    {
        if (deviceNow is not { } said) return 0;
        var minutes = Math.Round((said - receivedAt).TotalMinutes, MidpointRounding.AwayFromZero);
        return Math.Abs(minutes) < SkewFromMinutes ? 0 : (int)Math.Clamp(minutes, -MostSkewMinutes - 1, MostSkewMinutes + 1);
    }

    /// <summary>With more of them.</summary>
    public ReadingSet With(IEnumerable<Reading> readings, int skew)
    {
        var set = Readings.ToBuilder();
        foreach (var reading in readings) set[reading] = set.TryGetValue(reading, out var known) ? Math.Max(known, skew) : skew;
        return new(set.ToImmutable());
    }

    /// <summary>Without those whose right time lies before an instant.</summary>
    public ReadingSet From(DateTimeOffset first)
    {
        var old = Readings.Where(one => TimeOf(one.Key, one.Value) < first).Select(one => one.Key).ToList();
        return old.Count == 0 ? this : new(Readings.RemoveRange(old));
    }

    /// <summary>At the right times, calibrated, oldest first.</summary>
    public IEnumerable<SensorReading> Of(SensorRecord sensor) => Readings
        .Select(one => (At: TimeOf(one.Key, one.Value), One: one.Key))
        .OrderBy(one => one.At).ThenBy(one => one.One.Celsius).ThenBy(one => one.One.Humidity)
        .Select(one => new SensorReading(sensor.Id, one.At, one.One.Celsius is { } celsius ? celsius + OffsetOf(sensor, one.At) : null, one.One.Humidity));

    /// <summary>When it was really read.</summary>
    public static DateTimeOffset TimeOf(Reading reading, int skew) => reading.At.AddMinutes(-skew);

    /// <summary>The calibration that counts on a day; null for none.</summary>
    public static Calibration? CalibrationOn(SensorRecord sensor, DateOnly day) =>
        sensor.Calibrations.Where(one => one.On <= day).OrderBy(one => one.On).ThenBy(one => one.DueOn).LastOrDefault();

    private static decimal OffsetOf(SensorRecord sensor, DateTimeOffset at) => CalibrationOn(sensor, DateOnly.FromDateTime(at.UtcDateTime))?.OffsetCelsius ?? 0;

    private sealed class ByTime : IComparer<Reading>
    {
        public static ByTime Instance { get; } = new();

        public int Compare(Reading? x, Reading? y)
        {
            var byTime = x!.At.CompareTo(y!.At);
            if (byTime != 0) return byTime;
            var byCelsius = Nullable.Compare(x.Celsius, y.Celsius);
            return byCelsius != 0 ? byCelsius : Nullable.Compare(x.Humidity, y.Humidity);
        }
    }
}
