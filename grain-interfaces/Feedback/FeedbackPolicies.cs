namespace BeautyGrains.Contracts;

/// <summary>By when the authority is told of feedback, and when a lot has too much of it. One grain; key: <see cref="Key"/>.</summary>
[Alias("bg.IFeedbackPolicyGrain")]
public interface IFeedbackPolicyGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "policy";

    /// <summary>Replaces the tables. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<FeedbackPolicyView>> Put(PutFeedbackPolicy ask);

    /// <summary>The tables; version 0 while nobody has put any, with the defaults.</summary>
    [ReadOnly, Alias("Get")]
    Task<FeedbackPolicyView> Get();
}

/// <summary>Asks to replace the tables.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutFeedbackPolicy")]
public sealed record PutFeedbackPolicy(FeedbackPolicy Policy, long? IfVersion, Caller By);

/// <summary>The tables with their version.</summary>
/// <param name="Version">0 for the defaults.</param>
[GenerateSerializer, Immutable, Alias("bg.FeedbackPolicyView")]
public sealed record FeedbackPolicyView(FeedbackPolicy Policy, DateTimeOffset ChangedAt, long Version);

/// <summary>
/// The tables. A row counts from its first to its last day; either may be open. Of the rows that fit, one that names a category comes before one that does
/// not, then the one that began last.
/// </summary>
/// <param name="Clocks">At most 200.</param>
/// <param name="Thresholds">1 to 200; one is for all goods and without days.</param>
[GenerateSerializer, Immutable, Alias("bg.FeedbackPolicy")]
public sealed record FeedbackPolicy(EquatableList<FeedbackClock> Clocks, EquatableList<FeedbackThreshold> Thresholds);

/// <summary>By when the authority is told of an adverse reaction.</summary>
/// <param name="Category">Goods for which alone it holds; null for all.</param>
/// <param name="Severity">Null for all; a row that names one comes before one that does not.</param>
/// <param name="Widespread">True: counts for what concerns many, beside the row for single cases; whichever is due first.</param>
/// <param name="Hours">From the moment at which the store knew: 0 (at once) to 10,000; null where <paramref name="Days"/> counts.</param>
/// <param name="Days">To the end of that many days after the day on which the store knew, in its time zone: 1 to 366; null where <paramref name="Hours"/> counts. Neither: nobody need be told.</param>
/// <param name="Source">Where the row comes from: 1 to 200 characters.</param>
[GenerateSerializer, Immutable, Alias("bg.FeedbackClock")]
public sealed record FeedbackClock(
    GoodsCategory? Category, FeedbackSeverity? Severity, bool Widespread, int? Hours, int? Days, string Source, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>When a lot has too much feedback.</summary>
/// <param name="Category">Goods for which alone it holds; null for all.</param>
/// <param name="Cases">So many cases: 1 to 10,000.</param>
/// <param name="Days">Known within so many times 24 hours: 1 to 3,660.</param>
/// <param name="SevereAtOnce">One severe case is enough.</param>
/// <param name="TraceDays">Where a case names a client and no goods, what the client had of these goods in so many days before is looked at: 1 to 3,660.</param>
[GenerateSerializer, Immutable, Alias("bg.FeedbackThreshold")]
public sealed record FeedbackThreshold(GoodsCategory? Category, int Cases, int Days, bool SevereAtOnce, int TraceDays = 90, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>What the tables must look like.</summary>
public static class FeedbackPolicyForm
{
    /// <summary>Rows of a table at most.</summary>
    public const int MaxRows = 200;

    private const int MaxHours = 10_000;
    private const int MaxSource = 200;

    /// <summary>What is wrong, by field; nothing when they are right.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(FeedbackPolicy policy)
    {
        var form = new FormRules();
        if (form.Bounded(policy.Clocks.Count, MaxRows, "clocks"))
            for (var i = 0; i < policy.Clocks.Count; i++) Check(policy.Clocks[i], FormattableString.Invariant($"clocks[{i}]"), form);
        if (!form.Bounded(policy.Thresholds.Count, MaxRows, "thresholds")) return form.Broken;
        for (var i = 0; i < policy.Thresholds.Count; i++)
        {
            var (row, at) = (policy.Thresholds[i], FormattableString.Invariant($"thresholds[{i}]"));
            if (row.Category is { } category) form.Require(Enum.IsDefined(category), $"{at}.category", "must-be-known");
            form.Between(row.Cases, 1, 10_000, $"{at}.cases");
            form.Between(row.Days, 1, 3_660, $"{at}.days");
            form.Between(row.TraceDays, 1, 3_660, $"{at}.traceDays");
            form.Days(row.ValidFrom, row.ValidThrough, at);
        }
        form.Require(policy.Thresholds.Any(row => row is { Category: null, ValidFrom: null, ValidThrough: null }), "thresholds", "needs-a-row-for-all");
        return form.Broken;
    }

    private static void Check(FeedbackClock row, string at, FormRules form)
    {
        if (row.Category is { } category) form.Require(Enum.IsDefined(category), $"{at}.category", "must-be-known");
        if (row.Severity is { } severity) form.Require(Enum.IsDefined(severity), $"{at}.severity", "must-be-known");
        form.Require(row.Hours is null || row.Days is null, $"{at}.days", "either-hours-or-days");
        if (row.Hours is { } hours) form.Between(hours, 0, MaxHours, $"{at}.hours");
        if (row.Days is { } days) form.Between(days, 1, 366, $"{at}.days");
        form.Needed(row.Source, MaxSource, $"{at}.source");
        form.Days(row.ValidFrom, row.ValidThrough, at);
    }
}
