namespace BeautyGrains.Grains;

/// <summary>
/// The classes until somebody puts others. Data, not rules. The names are those of China's law: 麻醉药品和精神药品管理条例 (State Council order 442) for narcotic
/// and psychotropic drugs, 医疗用毒性药品管理办法 (State Council order 23) for toxic ones, among which botulinum toxin type A for injection has been since 2008
/// (国食药监办〔2008〕405号). A prescription is good on its day and, where its writer says so, up to three days more (处方管理办法, article 18). What the house
/// itself controls, such as anaesthetic creams, follows the same habits. A day to account for what was issued is habit. A product of the category of controlled
/// drugs is controlled though nobody has marked it: as of the house, until its mark tells of which class it is.
/// </summary>
public static class ControlledDefaults
{
    private const int MostDaysMore = 3;
    private const int OpenHours = 24;

    private static readonly EquatableList<PersonRole> s_roles =
        [PersonRole.Pharmacist, PersonRole.Physician, PersonRole.Nurse, PersonRole.Warehouse, PersonRole.Quality, PersonRole.StoreManager];

    /// <summary>The categories that are controlled without a mark.</summary>
    public static EquatableList<ControlledCategory> Categories { get; } = [new(GoodsCategory.ControlledDrug, "house")];

    /// <summary>The table.</summary>
    public static ControlledPolicy Policy { get; } = new(
    [
        Row("narcotic", "Narcotic drug", "麻醉药品", "麻醉药品和精神药品管理条例; 处方管理办法"),
        Row("psychotropic-1", "Psychotropic drug of category I", "第一类精神药品", "麻醉药品和精神药品管理条例; 处方管理办法"),
        Row("psychotropic-2", "Psychotropic drug of category II", "第二类精神药品", "麻醉药品和精神药品管理条例; 处方管理办法"),
        Row("toxic", "Toxic drug for medical use", "医疗用毒性药品", "医疗用毒性药品管理办法; 国食药监办〔2008〕405号; 处方管理办法"),
        Row("house", "Controlled by the house", "企业自行管制", "House rule; 企业制度"),
    ], Categories);

    private static ControlledClass Row(string id, string name, string nameZh, string source) => new(id, name, nameZh, source, MostDaysMore, OpenHours, s_roles);

    /// <summary>The row of a class that counts on a day; null without one.</summary>
    public static ControlledClass? Of(this ControlledPolicy policy, string id, DateOnly day) =>
        policy.Classes.Where(row => row.Id == id && DatedRows.Counts(day, row.ValidFrom, row.ValidThrough)).MaxBy(row => row.ValidFrom ?? DateOnly.MinValue);
}
