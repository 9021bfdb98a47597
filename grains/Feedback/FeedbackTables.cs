using NodaTime;

namespace BeautyGrains.Grains;

/// <summary>
/// The tables until somebody puts others. Data, not rules. From China's measures: on cosmetics 化妆品不良反应监测管理办法 (NMPA notice 16 of 2022: 30 days,
/// severe 15 days, what may move the public 3 days); on devices 医疗器械不良事件监测和再评价管理办法 (order 1 of SAMR and NHC, 2018: death 7 days, severe harm
/// 20 days, what concerns a group 12 hours; the rest need not be told one by one); on drugs 药品不良反应报告和监测管理办法 (order 81 of the ministry of health,
/// 2011: death and groups at once, severe or new 15 days, the rest 30 days). Other goods, and treatments without goods, follow those on cosmetics by habit;
/// that three cases in 30 days are too many for a lot is habit, too.
/// </summary>
public static class FeedbackDefaults
{
    private const string Cosmetics = "化妆品不良反应监测管理办法 (NMPA 2022/16)";
    private const string Devices = "医疗器械不良事件监测和再评价管理办法 (2018)";
    private const string Drugs = "药品不良反应报告和监测管理办法 (2011)";
    private const string Habit = "habit, after the measures on cosmetics";

    /// <summary>The tables.</summary>
    public static FeedbackPolicy Policy { get; } = new(
    [
        .. Cosmetic(null, Habit),
        .. Cosmetic(GoodsCategory.OrdinaryCosmetic, Cosmetics), .. Cosmetic(GoodsCategory.SpecialCosmetic, Cosmetics), .. Cosmetic(GoodsCategory.ChildrensCosmetic, Cosmetics),
        .. Device(GoodsCategory.DeviceI), .. Device(GoodsCategory.DeviceII), .. Device(GoodsCategory.DeviceIII),
        .. Drug(GoodsCategory.Drug), .. Drug(GoodsCategory.ControlledDrug),
    ], [new(null, 3, 30, SevereAtOnce: true)]);

    private static FeedbackClock[] Cosmetic(GoodsCategory? category, string source) =>
    [
        new(category, null, false, null, 30, source), new(category, FeedbackSeverity.Severe, false, null, 15, source), new(category, FeedbackSeverity.Death, false, null, 15, source),
        new(category, null, true, null, 3, source),
    ];

    private static FeedbackClock[] Device(GoodsCategory category) =>
    [
        new(category, null, false, null, null, Devices), new(category, FeedbackSeverity.Severe, false, null, 20, Devices), new(category, FeedbackSeverity.Death, false, null, 7, Devices),
        new(category, null, true, 12, null, Devices),
    ];

    private static FeedbackClock[] Drug(GoodsCategory category) =>
    [
        new(category, null, false, null, 30, Drugs), new(category, FeedbackSeverity.Severe, false, null, 15, Drugs), new(category, FeedbackSeverity.Death, false, 0, null, Drugs),
        new(category, null, true, 0, null, Drugs),
    ];
}

/// <summary>What the tables say of a case or a lot. Pure.</summary>
public static class FeedbackTables
{
    /// <summary>
    /// By when the authority is told: the earliest of what the rows for the kinds of goods concerned ask, single or widespread; null where none asks. Days run to
    /// their end: the day on which the store knew does not count (民法典, articles 201 and 203, without their respite on holidays).
    /// </summary>
    /// <param name="categories">Kinds of the goods that it may be about; empty for none.</param>
    /// <param name="zone">IANA name of the store's time zone.</param>
    public static FeedbackDuty? DutyOf(FeedbackPolicy policy, FeedbackSort sort, FeedbackSeverity? severity, bool widespread, IEnumerable<GoodsCategory> categories, DateTimeOffset knownAt, string zone)
    {
        if (sort != FeedbackSort.AdverseReaction) return null;
        var (day, kinds) = (ExpiryRules.DayAt(knownAt, zone), categories.Distinct().Order().Select(one => (GoodsCategory?)one).ToList());
        if (kinds.Count == 0) kinds.Add(null);
        return kinds.SelectMany(kind => new[] { false, true }.Where(many => widespread || !many).Select(many => RowOf(policy, kind, severity, many, day)))
            .Select(row => row is null ? null : DutyBy(row, knownAt, day, zone)).OfType<FeedbackDuty>().MinBy(duty => duty.DueAt);
    }

    /// <summary>The row that counts for a lot on a day.</summary>
    public static FeedbackThreshold ThresholdOf(this FeedbackPolicy policy, GoodsCategory category, DateOnly day) => policy.Thresholds
        .Where(row => (row.Category is null || row.Category == category) && DatedRows.Counts(day, row.ValidFrom, row.ValidThrough))
        .OrderBy(row => row.Category is null).ThenByDescending(row => row.ValidFrom ?? DateOnly.MinValue).First();

    /// <summary>How much feedback of a lot counts at a moment, where it is too much; null where it is not.</summary>
    /// <param name="cases">Of the lot, without those that were found not to be so.</param>
    public static (int Cases, int Severe)? TooMuch(FeedbackThreshold row, IEnumerable<(DateTimeOffset KnownAt, bool Severe)> cases, DateTimeOffset now)
    {
        var (count, severe) = (0, 0);
        foreach (var one in cases.Where(one => one.KnownAt > now.AddDays(-row.Days))) (count, severe) = (count + 1, severe + (one.Severe ? 1 : 0));
        return count >= row.Cases || (row.SevereAtOnce && severe > 0) ? (count, severe) : null;
    }

    private static FeedbackClock? RowOf(FeedbackPolicy policy, GoodsCategory? category, FeedbackSeverity? severity, bool widespread, DateOnly day) => policy.Clocks
        .Where(row => row.Widespread == widespread && (row.Category is null || row.Category == category) && (row.Severity is null || row.Severity == severity) && DatedRows.Counts(day, row.ValidFrom, row.ValidThrough))
        .OrderBy(row => row.Category is null).ThenBy(row => row.Severity is null).ThenByDescending(row => row.ValidFrom ?? DateOnly.MinValue).FirstOrDefault();

    private static FeedbackDuty? DutyBy(FeedbackClock row, DateTimeOffset knownAt, DateOnly day, string zone) =>
        row.Hours is { } hours ? new(knownAt.AddHours(hours), row.Source, row.Category)
        : row.Days is { } days ? new(LocalDate.FromDateOnly(day.AddDays(days + 1)).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb[zone]).ToDateTimeOffset().ToUniversalTime(), row.Source, row.Category)
        : null;
}
