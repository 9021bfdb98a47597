namespace BeautyGrains.Grains;

/// <summary>How closely the chain watches itself. One grain; key: <see cref="IControlPolicyGrain.Key"/>.</summary>
[Reentrant]
public sealed class ControlPolicyGrain(AggregateServices house)
    : AggregateGrain<ControlPolicyState, ControlPolicyEvent>(house, ControlPolicyKind.Instance), IControlPolicyGrain
{
    /// <inheritdoc />
    public Task<Answer<ControlPolicyView>> Put(PutControlPolicy ask) => Decide((head, _) => ControlPolicyRules.Put(head, ask), ViewOf, ask.By);

    /// <inheritdoc />
    public async Task<ControlPolicyView> Get()
    {
        await CheckFresh();
        return ViewOf(Durable);
    }

    private static ControlPolicyView ViewOf(Versioned<ControlPolicyState> state) => new(state.State.Policy ?? ControlRules.Defaults, state.At, state.Version);
}

/// <summary>What may become of the tables.</summary>
internal static class ControlPolicyRules
{
    /// <summary>Guards in this order: form, the same content, If-Match.</summary>
    public static Decision<ControlPolicyEvent> Put(ControlPolicyState state, PutControlPolicy ask)
    {
        if (ControlPolicyForm.Check(ask.Policy) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Policy == state.Policy) return Decision<ControlPolicyEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new ControlPolicyPut(ask.Policy);
    }
}

/// <summary>What the tables say on a day.</summary>
public static class ControlRules
{
    /// <summary>
    /// The tables until somebody puts others. Habits, not rules: a cycle count looks at A once a month, at B once a quarter and at C twice a year; a price that
    /// moves by a tenth, a count that is 1,000 yuan off and whatever concerns a registration is seen by two.
    /// </summary>
    public static ControlPolicy Defaults { get; } = new(
        [new(AbcClass.A, null, 0.98m, 30), new(AbcClass.B, null, 0.95m, 90), new(AbcClass.C, null, 0.9m, 180)],
        [new(ApprovalKind.Price, 0.1m), new(ApprovalKind.Variance, null, new(100_000, "CNY")), new(ApprovalKind.RegistrationChange),
            new(ApprovalKind.IncidentClosure, null, new(100_000, "CNY")), new(ApprovalKind.IncidentClosure, Fact: FactKind.Theft)],
        [.. Habits.All.Select(habit => new HabitRow(habit.Habit, habit.Usual))],
        [
            new("miscounted", "Counted or booked wrongly", "点数或记账错误"), new("wrong-lot", "Booked to another lot or product", "批次或品项记错"), new("wrong-unit", "Pieces and packs mixed up", "单位换算错误"),
            new("not-booked-in", "Receipt, return or transfer not booked", "入库、退货或调拨未记账"), new("not-booked-out", "Sale or use not booked", "销售或耗用未记账"),
            new("damaged", "Broken, spilt or leaked", "破损、洒漏"), new("expired", "Expired and thrown away", "过期已弃置"), new("sample", "Given as sample or used as tester", "作样品或试用装"),
            new("theft", "Stolen", "失窃"), new("unknown", "Not found out", "原因不明"),
        ],
        [new(null, new(50_000, "CNY"))]);

    /// <summary>Why counts may differ on a day.</summary>
    public static EquatableList<CountReasonRow> CountReasonsOn(this ControlPolicy policy, DateOnly day) =>
        [.. (policy.CountReasons ?? Defaults.CountReasons!).Where(row => DatedRows.Counts(day, row.ValidFrom, row.ValidThrough))];

    /// <summary>Whether a difference is counted again on a day.</summary>
    /// <param name="share">Of the book.</param>
    /// <param name="by">What it comes to; null where that is not known.</param>
    public static bool IsCountedAgain(this ControlPolicy policy, decimal share, Money? by, DateOnly day) => (policy.Recounts ?? Defaults.Recounts!).Any(row =>
        DatedRows.Counts(day, row.ValidFrom, row.ValidThrough)
        && (row is { FromShare: null, FromAmount: null } || share >= row.FromShare || (by is not null && row.FromAmount is { } from && by.Currency == from.Currency && by.Amount >= from.Amount)));

    /// <summary>What a habit is on a day.</summary>
    public static decimal HabitOn(this ControlPolicy policy, Habit habit, DateOnly day) => (policy.Habits ?? [])
        .Where(row => row.Habit == habit && DatedRows.Counts(day, row.ValidFrom, row.ValidThrough))
        .OrderByDescending(row => row.ValidFrom ?? DateOnly.MinValue).FirstOrDefault()?.Value ?? Habits.Of(habit).Usual;

    /// <summary>How classes are told apart on a day.</summary>
    public static ClassHabits ClassHabitsOn(this ControlPolicy policy, DateOnly day) => new(
        policy.HabitOn(Habit.ShareOfA, day), policy.HabitOn(Habit.ShareOfB, day), (double)policy.HabitOn(Habit.VariationOfX, day), (double)policy.HabitOn(Habit.VariationOfY, day));

    /// <summary>What follows from a class; null where no row fits.</summary>
    public static ClassDuty? Of(this ControlPolicy policy, AbcClass abc, XyzClass xyz, DateOnly day) => policy.Classes
        .Where(row => row.Abc == abc && (row.Xyz is null || row.Xyz == xyz) && DatedRows.Counts(day, row.ValidFrom, row.ValidThrough))
        .OrderBy(row => row.Xyz is null).ThenByDescending(row => row.ValidFrom ?? DateOnly.MinValue).FirstOrDefault();

    /// <summary>What a second person must see on a day.</summary>
    public static EquatableList<FourEyesDuty> DutiesOn(this ControlPolicy policy, DateOnly day) =>
        [.. policy.FourEyes.Where(row => DatedRows.Counts(day, row.ValidFrom, row.ValidThrough))];
}
