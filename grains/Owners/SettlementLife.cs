namespace BeautyGrains.Grains;

/// <summary>The life of a settlement: its rules ask this table, a test walks it and the documentation draws it.</summary>
public static class SettlementLife
{
    /// <summary>The owner agrees.</summary>
    public const string Agree = "agree";

    /// <summary>It was paid.</summary>
    public const string Pay = "pay";

    /// <summary>Given up.</summary>
    public const string Cancel = "cancel";

    /// <summary>The table.</summary>
    public static StateTable<SettlementState> Table { get; } = new(
        SettlementState.Draft,
        new(SettlementState.Draft, Agree, SettlementState.Agreed),
        new(SettlementState.Draft, Cancel, SettlementState.Cancelled),
        new(SettlementState.Agreed, Pay, SettlementState.Paid),
        new(SettlementState.Agreed, Cancel, SettlementState.Cancelled));
}
