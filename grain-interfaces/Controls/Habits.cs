namespace BeautyGrains.Contracts;

/// <summary>A number that the trade's habit sets and a chain may set otherwise.</summary>
[GenerateSerializer, Alias("bg.Habit")]
public enum Habit
{
    /// <summary>For how many days a difference of a count or delivery asks for attention where nobody counts anew.</summary>
    VarianceDays,
    /// <summary>Days from a proposal to goods on a sister store's shelf.</summary>
    TransferDays,
    /// <summary>Days from order to receipt where neither policy nor supplier says.</summary>
    LeadTimeDays,
    /// <summary>Service level of replenishment where neither policy nor class says.</summary>
    ServiceLevel,
    /// <summary>SKUs are A until this share of the value is reached.</summary>
    ShareOfA,
    /// <summary>And B until this one.</summary>
    ShareOfB,
    /// <summary>Coefficient of variation of the weekly demand up to which a SKU is X.</summary>
    VariationOfX,
    /// <summary>And up to which it is Y.</summary>
    VariationOfY,
    /// <summary>How many days of demand say how fast goods sell that expire soon.</summary>
    NearExpiryDemandDays,
}

/// <summary>What a habit is from a day on. Of the rows that count the one that began last does; without any the habit is as usual.</summary>
[GenerateSerializer, Immutable, Alias("bg.HabitRow")]
public sealed record HabitRow(Habit Habit, decimal Value, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>What a habit usually is, and between which numbers, both included.</summary>
/// <param name="IsWhole">Without decimals; others have at most 4.</param>
[GenerateSerializer, Immutable, Alias("bg.HabitBounds")]
public sealed record HabitBounds(Habit Habit, decimal Usual, decimal Least, decimal Most, bool IsWhole);

/// <summary>The habits that there are.</summary>
public static class Habits
{
    /// <summary>One row each.</summary>
    public static ImmutableArray<HabitBounds> All { get; } =
    [
        new(Habit.VarianceDays, 30, 1, 366, true),
        new(Habit.TransferDays, 2, 0, 60, true),
        new(Habit.LeadTimeDays, 7, 0, 180, true),
        new(Habit.ServiceLevel, 0.95m, 0.5m, 0.999m, false),
        new(Habit.ShareOfA, 0.8m, 0, 1, false),
        new(Habit.ShareOfB, 0.95m, 0, 1, false),
        new(Habit.VariationOfX, 0.5m, 0, 100, false),
        new(Habit.VariationOfY, 1, 0, 100, false),
        new(Habit.NearExpiryDemandDays, 56, 7, 366, true),
    ];

    /// <summary>Its usual value and bounds.</summary>
    public static HabitBounds Of(Habit habit) => All.First(one => one.Habit == habit);
}
