namespace BeautyGrains.Grains;

/// <summary>The table until somebody puts another. Data, not rules; each row names what it follows, or says that it is habit.</summary>
public static class RetentionDefaults
{
    private const int Years = 12;

    /// <summary>The table; every row has counted from the first.</summary>
    public static EquatableList<RetentionRule> Rules { get; } =
    [
        Row(RecordKind.GoodsReceipts, 2 * Years, 1 * Years, "化妆品监督管理条例 art. 38: one year beyond the product's use-by, at least two years"),
        Row(RecordKind.DrugReceipts, 5 * Years, 1 * Years, "药品经营质量管理规范: at least five years; 药品管理法实施条例: one year beyond expiry"),
        Row(RecordKind.DeviceReceipts, 5 * Years, 2 * Years, "医疗器械监督管理条例; 医疗器械经营质量管理规范: two years beyond expiry, at least five years"),
        Row(RecordKind.Implants, null, null, "医疗器械经营质量管理规范: implants for good"),
        Row(RecordKind.Sales, 3 * Years, null, "电子商务法 art. 31: three years"),
        Row(RecordKind.DrugSales, 5 * Years, 1 * Years, "药品经营质量管理规范: at least five years"),
        Row(RecordKind.DeviceSales, 5 * Years, 2 * Years, "医疗器械经营质量管理规范: two years beyond expiry, at least five years"),
        Row(RecordKind.ControlledRegisters, 5 * Years, 5 * Years, "麻醉药品和精神药品管理条例: registers five years beyond the goods' expiry"),
        Row(RecordKind.Prescriptions, 3 * Years, null, "处方管理办法 art. 50: narcotics and psychotropics of category I three years, others of this kind two"),
        Row(RecordKind.Readings, 5 * Years, null, "药品经营质量管理规范: at least five years"),
        Row(RecordKind.AdverseReactions, 5 * Years, null, "化妆品不良反应监测管理办法: at least three years; 医疗器械不良事件监测和再评价管理办法: at least five"),
        Row(RecordKind.Counts, 5 * Years, null, "Habit, as long as receipts of drugs; 企业惯例"),
        Row(RecordKind.Contracts, 10 * Years, null, "Habit: as long as accounts; 企业惯例"),
        Row(RecordKind.Accounts, 30 * Years, null, "会计档案管理办法: vouchers and books thirty years"),
        Row(RecordKind.Papers, 5 * Years, null, "Habit; 企业惯例"),
        Row(RecordKind.Logs, 6, null, "网络安全法 art. 21: six months"),
    ];

    private static RetentionRule Row(RecordKind kind, int? months, int? afterExpiry, string source) => new(kind, months, afterExpiry, source, new(1900, 1, 1));
}
