namespace BeautyGrains.Contracts;

/// <summary>How closely the chain watches itself: what follows from classes, and what a second person must see. One grain; key: <see cref="Key"/>.</summary>
[Alias("bg.IControlPolicyGrain")]
public interface IControlPolicyGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "policy";

    /// <summary>Replaces the tables. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<ControlPolicyView>> Put(PutControlPolicy ask);

    /// <summary>The tables; version 0 while nobody has put any, with the defaults.</summary>
    [ReadOnly, Alias("Get")]
    Task<ControlPolicyView> Get();
}

/// <summary>Asks to replace the tables.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutControlPolicy")]
public sealed record PutControlPolicy(ControlPolicy Policy, long? IfVersion, Caller By);

/// <summary>The tables with their version.</summary>
/// <param name="Version">0 for the defaults.</param>
[GenerateSerializer, Immutable, Alias("bg.ControlPolicyView")]
public sealed record ControlPolicyView(ControlPolicy Policy, DateTimeOffset ChangedAt, long Version);

/// <summary>The tables. A row counts from its first to its last day; either may be open.</summary>
/// <param name="Classes">What follows from a SKU's class.</param>
/// <param name="FourEyes">What needs a second person.</param>
/// <param name="Habits">What the chain does otherwise than usual; null for nothing.</param>
/// <param name="CountReasons">Why counts differ; null for the usual list.</param>
/// <param name="Recounts">Differences that somebody else counts again; null for the usual.</param>
/// <param name="NearExpiry">The stages before expiry; null for the usual ones.</param>
[GenerateSerializer, Immutable, Alias("bg.ControlPolicy")]
public sealed record ControlPolicy(EquatableList<ClassDuty> Classes, EquatableList<FourEyesDuty> FourEyes, EquatableList<HabitRow>? Habits = null, EquatableList<CountReasonRow>? CountReasons = null, EquatableList<RecountRow>? Recounts = null, EquatableList<NearExpiryStage>? NearExpiry = null);

/// <summary>What follows from a class. Of the rows that fit, one that names XYZ comes first, then the one that began last.</summary>
/// <param name="Xyz">Null for all.</param>
/// <param name="ServiceLevel">Of replenishment, where its policy names none: 0.5 to 0.999.</param>
/// <param name="CountEveryDays">1 to 1,000.</param>
[GenerateSerializer, Immutable, Alias("bg.ClassDuty")]
public sealed record ClassDuty(AbcClass Abc, XyzClass? Xyz, decimal ServiceLevel, int CountEveryDays, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>A change that a second person must approve. Any row that fits is enough; a row without both bounds fits every change of its kind.</summary>
/// <param name="Kind">Price, variance, registration change or incident closure.</param>
/// <param name="FromShare">Fits changes of that share of what was before, or more: 0 to 1.</param>
/// <param name="FromAmount">Fits changes of that amount or more, in its currency.</param>
/// <param name="Fact">With incident closure: only incidents of that kind of fact; null for all.</param>
[GenerateSerializer, Immutable, Alias("bg.FourEyesDuty")]
public sealed record FourEyesDuty(ApprovalKind Kind, decimal? FromShare = null, Money? FromAmount = null, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null, FactKind? Fact = null);

/// <summary>A reason for a count's difference.</summary>
/// <param name="Code">Id, each once on a day.</param>
[GenerateSerializer, Immutable, Alias("bg.CountReasonRow")]
public sealed record CountReasonRow(string Code, string Name, string? NameZh = null, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>A difference of a count that somebody else counts again. Any row that fits is enough; a row without both bounds fits every difference.</summary>
/// <param name="FromShare">Fits differences of that share of the book, or more: 0 to 1.</param>
/// <param name="FromAmount">Fits differences of that amount or more, in its currency.</param>
[GenerateSerializer, Immutable, Alias("bg.RecountRow")]
public sealed record RecountRow(decimal? FromShare = null, Money? FromAmount = null, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>What a change is measured by, and who approves it. Made by the HTTP edge alone; terminals and administrators' own keys, which are no persons, send none.</summary>
/// <param name="Approver">Null for nobody.</param>
/// <param name="Duties">That count on the day.</param>
[GenerateSerializer, Immutable, Alias("bg.SecondPerson")]
public sealed record SecondPerson(Approver? Approver, EquatableList<FourEyesDuty> Duties)
{
    /// <summary>Why the change may not be made so, or null; guards as <see cref="FourEyes.Refuses"/> has them.</summary>
    /// <param name="share">Of what was before; null where that is not known.</param>
    /// <param name="by">What the change comes to; null for no amount.</param>
    /// <param name="limit">What the approver's limit must reach; null for no amount.</param>
    public Refusal? Refuses(ApprovalKind kind, decimal? share, Money? by, Money? limit, IEnumerable<string> stores, string author, FactKind? fact = null) =>
        Needs(kind, share, by, fact) ? FourEyes.Refuses(Approver, kind, limit, stores, author) : null;

    /// <summary>Whether a change needs a second person at all.</summary>
    public bool Needs(ApprovalKind kind, decimal? share, Money? by, FactKind? fact = null) =>
        Duties.Any(duty => duty.Kind == kind && (duty.Fact is null || duty.Fact == fact) && Fits(duty, share, by));

    private static bool Fits(FourEyesDuty duty, decimal? share, Money? by) =>
        duty is { FromShare: null, FromAmount: null } || share >= duty.FromShare || by is not null && duty.FromAmount is { } from && by.Currency == from.Currency && by.Amount >= from.Amount;
}

/// <summary>The rules of form of the tables; the HTTP edge and the grain share them.</summary>
public static class ControlPolicyForm
{
    /// <summary>Rows of each table.</summary>
    public const int MaxRows = 200;

    /// <summary>What a second person can be asked for by a row.</summary>
    public static ImmutableArray<ApprovalKind> Kinds { get; } = [ApprovalKind.Price, ApprovalKind.Variance, ApprovalKind.RegistrationChange, ApprovalKind.IncidentClosure];

    /// <summary>Every rule that the tables break, by field as in a request; empty when they are well formed.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(ControlPolicy policy)
    {
        var form = new FormRules();
        form.Bounded(policy.Classes.Count, MaxRows, "classes");
        foreach (var (row, at) in policy.Classes.Take(MaxRows).Select((row, at) => (row, at)))
        {
            var field = FormattableString.Invariant($"classes[{at}]");
            form.Known(row.Abc, $"{field}.abc");
            if (row.Xyz is { } xyz) form.Known(xyz, $"{field}.xyz");
            form.Between(row.ServiceLevel, 0.5m, 0.999m, $"{field}.serviceLevel");
            form.Between(row.CountEveryDays, 1, 1_000, $"{field}.countEveryDays");
            form.Days(row.ValidFrom, row.ValidThrough, field);
        }
        form.Bounded(policy.FourEyes.Count, MaxRows, "fourEyes");
        foreach (var (row, at) in policy.FourEyes.Take(MaxRows).Select((row, at) => (row, at)))
        {
            var field = FormattableString.Invariant($"fourEyes[{at}]");
            form.Require(Kinds.Contains(row.Kind), $"{field}.kind", "must-be-one-of:price,variance,registration-change,incident-closure");
            form.Between(row.FromShare, 0, 1, $"{field}.fromShare");
            if (row.FromAmount is { } amount)
            {
                form.Price(amount.Amount, $"{field}.fromAmount.amount");
                form.Require(SkuRecordRules.IsCurrency(amount.Currency), $"{field}.fromAmount.currency", "must-be-3-capitals");
            }
            form.Require(row.Fact is null || row.Kind == ApprovalKind.IncidentClosure, $"{field}.fact", "only-with-incident-closure");
            if (row.Fact is { } fact) form.Known(fact, $"{field}.fact");
            form.Days(row.ValidFrom, row.ValidThrough, field);
        }
        CheckCounts(policy, form);
        CheckHabits(policy.Habits ?? [], form);
        CheckStages(policy.NearExpiry ?? [], form);
        return form.Broken;
    }

    private static void CheckCounts(ControlPolicy policy, FormRules form)
    {
        form.Bounded(policy.CountReasons?.Count ?? 0, MaxRows, "countReasons");
        foreach (var (row, at) in (policy.CountReasons ?? []).Take(MaxRows).Select((row, at) => (row, at)))
        {
            var field = FormattableString.Invariant($"countReasons[{at}]");
            form.Code(row.Code, $"{field}.code");
            form.Needed(row.Name, 200, $"{field}.name");
            form.Optional(row.NameZh, 200, $"{field}.nameZh");
            form.Days(row.ValidFrom, row.ValidThrough, field);
        }
        form.Bounded(policy.Recounts?.Count ?? 0, MaxRows, "recounts");
        foreach (var (row, at) in (policy.Recounts ?? []).Take(MaxRows).Select((row, at) => (row, at)))
        {
            var field = FormattableString.Invariant($"recounts[{at}]");
            form.Between(row.FromShare, 0, 1, $"{field}.fromShare");
            if (row.FromAmount is { } amount)
            {
                form.Price(amount.Amount, $"{field}.fromAmount.amount");
                form.Require(SkuRecordRules.IsCurrency(amount.Currency), $"{field}.fromAmount.currency", "must-be-3-capitals");
            }
            form.Days(row.ValidFrom, row.ValidThrough, field);
        }
    }

    private static void CheckStages(EquatableList<NearExpiryStage> stages, FormRules form)
    {
        form.Bounded(stages.Count, MaxRows, "nearExpiry");
        foreach (var (row, at) in stages.Take(MaxRows).Select((row, at) => (row, at)))
        {
            var field = FormattableString.Invariant($"nearExpiry[{at}]");
            form.Between(row.Days, 1, 1_000, $"{field}.days");
            form.Between(row.Discount, 0, 1, $"{field}.discount");
            form.Require(row.Sku is null || Limits.IsId(row.Sku), $"{field}.sku", "must-be-an-id");
            form.Optional(row.Category, SkuRecordRules.MaxName, $"{field}.category");
            form.Require(row.Sku is null || row.Category is null, $"{field}.category", "not-with-sku");
            form.Days(row.ValidFrom, row.ValidThrough, field);
        }
    }

    private static void CheckHabits(EquatableList<HabitRow> habits, FormRules form)
    {
        form.Bounded(habits.Count, MaxRows, "habits");
        foreach (var (row, at) in habits.Take(MaxRows).Select((row, at) => (row, at)))
        {
            var field = FormattableString.Invariant($"habits[{at}]");
            form.Known(row.Habit, $"{field}.habit");
            form.Days(row.ValidFrom, row.ValidThrough, field);
            if (!Enum.IsDefined(row.Habit)) continue;
            var bounds = Habits.Of(row.Habit);
            form.Between(row.Value, bounds.Least, bounds.Most, $"{field}.value");
            form.Require(decimal.Round(row.Value, bounds.IsWhole ? 0 : 4) == row.Value, $"{field}.value", bounds.IsWhole ? "must-be-whole" : "at-most-4-decimals");
        }
    }
}
