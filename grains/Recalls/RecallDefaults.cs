namespace BeautyGrains.Grains;

/// <summary>
/// The table until somebody puts another. Data, not rules. China's measures on drug recalls (药品召回管理办法, 2022) and on medical device recalls
/// (医疗器械召回管理办法, 2017) give 1, 3 and 7 days for classes I, II and III to tell everybody to stop selling and using; those on drugs ask for a report of
/// the progress as often. Both leave the day by which goods are back to the recall's plan: 10, 20 and 30 days are habit, as is all that stands for other goods.
/// </summary>
public static class RecallDefaults
{
    private const string Drugs = "药品召回管理办法 (2022)";
    private const string Devices = "医疗器械召回管理办法 (2017)";
    private const string Habit = "habit, after the measures on drugs";
    private const int ADay = 24;

    /// <summary>The table.</summary>
    public static RecallPolicy Policy { get; } = new(
    [
        .. Of(null, Habit, reports: false),
        .. Of(GoodsCategory.Drug, Drugs, reports: true),
        .. Of(GoodsCategory.ControlledDrug, Drugs, reports: true),
        .. Of(GoodsCategory.DeviceI, Devices, reports: false),
        .. Of(GoodsCategory.DeviceII, Devices, reports: false),
        .. Of(GoodsCategory.DeviceIII, Devices, reports: false),
    ]);

    private static RecallDuty[] Of(GoodsCategory? category, string source, bool reports) =>
    [
        Row(category, source, reports, RecallClass.I, days: 1, collectDays: 10),
        Row(category, source, reports, RecallClass.II, days: 3, collectDays: 20),
        Row(category, source, reports, RecallClass.III, days: 7, collectDays: 30),
    ];

    private static RecallDuty Row(GoodsCategory? category, string source, bool reports, RecallClass grade, int days, int collectDays) =>
        new(grade, category, days * ADay, category is null ? null : days * ADay, reports ? days * ADay : null, collectDays * ADay, source);
}
