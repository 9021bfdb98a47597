namespace BeautyGrains.Grains;

/// <summary>
/// The tables until somebody puts others. Data, not rules. Bands are those of <see cref="StorageRanges"/>; relative humidity of 35 to 75 % is asked of drug
/// stores by China's Good Supply Practice (药品经营质量管理规范). What is put up with follows USP general chapters 659 and 1079.2: at controlled room
/// temperature up to 40 °C for at most 24 hours where the mean kinetic temperature is not above 25 °C, at controlled cold temperature 0 to 15 °C with at most
/// 8 °C, by habit for a day at most. The activation energy is the chapter's 83.144 kJ per mole. Half an hour is put up with by habit, which is how long a door
/// stands open and how long a sensor, which reads every five minutes, may be silent.
/// </summary>
public static class ConditionDefaults
{
    private const int ADay = 24 * 60;
    private const int MeanKineticDays = 30;
    private const int HalfAnHour = 30;

    /// <summary>The tables.</summary>
    public static ConditionPolicy Policy { get; } = new(
        [.. StorageRanges.Default.Ranges.OrderBy(range => range.Key).Select(range => Rule(range.Key, range.Value))], [new(83.144m)]);

    private static ConditionRule Rule(StorageClass storage, TemperatureRange range) => storage switch
    {
        StorageClass.Cold or StorageClass.Labelled => new(storage, null, range.MinCelsius, range.MaxCelsius, null, null, HalfAnHour, 0, 15, 8, MeanKineticDays, ADay, HalfAnHour),
        StorageClass.Frozen => new(storage, null, range.MinCelsius, range.MaxCelsius, null, null, HalfAnHour, null, 0, null, 1, HalfAnHour, HalfAnHour),
        _ => new(storage, null, range.MinCelsius, range.MaxCelsius, 35, 75, HalfAnHour, 0, 40, 25, MeanKineticDays, ADay, HalfAnHour),
    };
}
