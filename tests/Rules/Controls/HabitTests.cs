namespace BeautyGrains.Rules.Tests.Controls;

/// <summary>Numbers that habit sets are dated data.</summary>
public sealed class HabitTests
{
    private static readonly DateOnly s_day = new(2026, 6, 1);

    private static ControlPolicy With(params HabitRow[] habits) => new([], [], [.. habits]);

    [Fact]
    public void Without_a_row_that_counts_a_habit_is_as_usual()
    {
        new ControlPolicy([], []).HabitOn(Habit.VarianceDays, s_day).ShouldBe(30);
        With(new HabitRow(Habit.TransferDays, 9)).HabitOn(Habit.VarianceDays, s_day).ShouldBe(30);
        With(new HabitRow(Habit.VarianceDays, 9, s_day.AddDays(1)), new(Habit.VarianceDays, 8, null, s_day.AddDays(-1))).HabitOn(Habit.VarianceDays, s_day).ShouldBe(30);
    }

    [Fact]
    public void Of_the_rows_that_count_the_one_that_began_last_does()
    {
        var policy = With(new HabitRow(Habit.VarianceDays, 9, s_day), new(Habit.VarianceDays, 5), new(Habit.VarianceDays, 6, s_day.AddDays(-3)));
        policy.HabitOn(Habit.VarianceDays, s_day).ShouldBe(9);
        policy.HabitOn(Habit.VarianceDays, s_day.AddDays(-1)).ShouldBe(6);
        policy.HabitOn(Habit.VarianceDays, s_day.AddDays(-4)).ShouldBe(5);
    }

    [Fact]
    public void Every_habit_has_a_usual_value_within_its_bounds_and_the_defaults_name_all_of_them()
    {
        Habits.All.Select(one => one.Habit).ShouldBe(Enum.GetValues<Habit>());
        Habits.All.ShouldAllBe(one => one.Least <= one.Usual && one.Usual <= one.Most);
        ControlRules.Defaults.Habits!.Select(row => row.Habit).ShouldBe(Enum.GetValues<Habit>());
        ControlPolicyForm.Check(ControlRules.Defaults).ShouldBeEmpty();
    }

    [Fact]
    public void Classes_are_told_apart_by_the_day_s_habits()
    {
        SkuSold[] sold = [new("a", 60, 1, [1, 1], false), new("b", 40, 1, [1, 3], false)];
        ClassRules.Of(sold, ControlRules.Defaults.ClassHabitsOn(s_day)).Select(one => (one.Abc, one.Xyz)).ShouldBe([(AbcClass.A, XyzClass.X), (AbcClass.A, XyzClass.X)]);
        var other = With(new HabitRow(Habit.ShareOfA, 0.5m), new(Habit.VariationOfX, 0.1m)).ClassHabitsOn(s_day);
        ClassRules.Of(sold, other).Select(one => (one.Abc, one.Xyz)).ShouldBe([(AbcClass.A, XyzClass.X), (AbcClass.B, XyzClass.Y)]);
    }
}
