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
        [new(ApprovalKind.Price, 0.1m), new(ApprovalKind.Variance, null, new(100_000, "CNY")), new(ApprovalKind.RegistrationChange)],
        [.. Habits.All.Select(habit => new HabitRow(habit.Habit, habit.Usual))]);

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
