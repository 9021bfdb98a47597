using System.Data.Common;

namespace BeautyGrains.ReadModels;

/// <summary>Values between .NET and the tables.</summary>
public static class Stored
{
    /// <summary>The instant that stands for "never", so that rows without an end sort behind all others.</summary>
    public static readonly long Never = DateTimeOffset.MaxValue.UtcTicks;

    private const decimal Thousand = 1_000m;

    /// <summary>A quantity in thousandths.</summary>
    /// <exception cref="OverflowException">It has more than 3 decimals or does not fit.</exception>
    public static long Quantity(decimal quantity)
    {
        var thousandths = quantity * Thousand;
        return thousandths == decimal.Truncate(thousandths)
            ? decimal.ToInt64(thousandths)
            : throw new OverflowException($"{quantity} has more than 3 decimals.");
    }

    /// <summary>What <see cref="Quantity(decimal)"/> wrote.</summary>
    // Divided once more, so that 2.500 reads as 2.5; nearly all are whole, and that costs more than reading the number did.
    public static decimal Quantity(long thousandths) => thousandths % 1_000 == 0 ? thousandths / 1_000 : thousandths / Thousand;

    /// <summary>An instant as UTC ticks.</summary>
    public static long Time(DateTimeOffset at) => at.UtcTicks;

    /// <summary>An instant or <see cref="Never"/>.</summary>
    public static long TimeOrNever(DateTimeOffset? at) => at?.UtcTicks ?? Never;

    /// <summary>What <see cref="Time(DateTimeOffset)"/> wrote.</summary>
    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    /// <summary>What <see cref="TimeOrNever"/> wrote.</summary>
    public static DateTimeOffset? TimeOrNull(long ticks) => ticks == Never ? null : Time(ticks);

    /// <summary>A flag.</summary>
    public static long Flag(bool set) => set ? 1 : 0;

    /// <summary>A text that both databases can hold: PostgreSQL has no place for NUL.</summary>
    public static string? Text(string? text) => text?.Replace('\0', '\uFFFD');

    /// <summary>A text column that may be null.</summary>
    public static string? MaybeText(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A whole number that may be null.</summary>
    public static long? MaybeWhole(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
