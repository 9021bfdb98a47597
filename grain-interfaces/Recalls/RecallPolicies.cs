namespace BeautyGrains.Contracts;

/// <summary>By when a recall has to be told and done. One grain; key: <see cref="Key"/>.</summary>
[Alias("bg.IRecallPolicyGrain")]
public interface IRecallPolicyGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "policy";

    /// <summary>Replaces the table. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<RecallPolicyView>> Put(PutRecallPolicy ask);

    /// <summary>The table; version 0 while nobody has put any, with the defaults.</summary>
    [ReadOnly, Alias("Get")]
    Task<RecallPolicyView> Get();
}

/// <summary>Asks to replace the table.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutRecallPolicy")]
public sealed record PutRecallPolicy(RecallPolicy Policy, long? IfVersion, Caller By);

/// <summary>The table with its version.</summary>
/// <param name="Version">0 for the defaults.</param>
[GenerateSerializer, Immutable, Alias("bg.RecallPolicyView")]
public sealed record RecallPolicyView(RecallPolicy Policy, DateTimeOffset ChangedAt, long Version);

/// <summary>
/// The table. A row counts from its first to its last day, in UTC; either may be open; of the rows that fit, one that names a category comes before one that
/// does not, then the one that began last.
/// </summary>
/// <param name="Duties">1 to 200; each class has a row without a category and without days.</param>
[GenerateSerializer, Immutable, Alias("bg.RecallPolicy")]
public sealed record RecallPolicy(EquatableList<RecallDuty> Duties);

/// <summary>What follows from a recall of a class.</summary>
/// <param name="Category">Goods for which alone it holds; null for all.</param>
/// <param name="NotifyHours">Within so many hours everybody who got goods is told: 1 to 10,000.</param>
/// <param name="ReportHours">The first report to the authority within so many hours: 1 to 10,000; null where none is asked for.</param>
/// <param name="ReportEveryHours">Then a report every so many hours: 1 to 10,000; null for no more.</param>
/// <param name="CollectHours">Within so many hours the goods are back: 1 to 10,000.</param>
/// <param name="Source">Where the row comes from: 1 to 200 characters.</param>
[GenerateSerializer, Immutable, Alias("bg.RecallDuty")]
public sealed record RecallDuty(
    RecallClass Class, GoodsCategory? Category, int NotifyHours, int? ReportHours, int? ReportEveryHours, int CollectHours, string Source, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>What a table must look like.</summary>
public static class RecallPolicyForm
{
    /// <summary>Rows at most.</summary>
    public const int MaxRows = 200;

    private const int MaxHours = 10_000;
    private const int MaxSource = 200;

    /// <summary>What is wrong, by field; nothing when it is right.</summary>
    public static IReadOnlyList<(string Field, string Rule)> Check(RecallPolicy policy)
    {
        var wrong = new List<(string, string)>();
        if (policy.Duties.Count is 0 or > MaxRows) wrong.Add(("duties", $"must-be-1-to-{MaxRows}-items"));
        for (var i = 0; i < policy.Duties.Count; i++)
        {
            var (row, at) = (policy.Duties[i], $"duties[{i}].");
            if (!Enum.IsDefined(row.Class)) wrong.Add((at + "class", "must-be-known"));
            if (row.Category is { } category && !Enum.IsDefined(category)) wrong.Add((at + "category", "must-be-known"));
            Hours(at + "notifyHours", row.NotifyHours);
            Hours(at + "reportHours", row.ReportHours);
            Hours(at + "reportEveryHours", row.ReportEveryHours);
            Hours(at + "collectHours", row.CollectHours);
            if (string.IsNullOrWhiteSpace(row.Source) || row.Source.Length > MaxSource) wrong.Add((at + "source", $"must-be-1-to-{MaxSource}-characters"));
            if (row.ValidThrough < row.ValidFrom) wrong.Add((at + "validThrough", "must-not-be-before-valid-from"));
        }

        foreach (var one in Enum.GetValues<RecallClass>())
            if (!policy.Duties.Any(row => row.Class == one && row is { Category: null, ValidFrom: null, ValidThrough: null })) wrong.Add(("duties", $"needs-a-row-for-all-of-class-{one.ToString().ToLowerInvariant()}"));
        return wrong;

        void Hours(string field, int? hours)
        {
            if (hours is < 1 or > MaxHours) wrong.Add((field, $"must-be-1-to-{MaxHours}"));
        }
    }

    /// <summary>The row that counts on a day.</summary>
    public static RecallDuty Of(this RecallPolicy policy, RecallClass grade, GoodsCategory? category, DateOnly day) => policy.Duties
        .Where(row => row.Class == grade && (row.Category is null || row.Category == category) && !(row.ValidFrom > day) && !(row.ValidThrough < day))
        .OrderByDescending(row => row.Category is not null).ThenByDescending(row => row.ValidFrom ?? DateOnly.MinValue).First();
}
