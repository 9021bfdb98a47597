namespace BeautyGrains.Contracts;

/// <summary>Process step: goods leave by the rules of a sale (sellable lots, picking rule, licence, scans), but are not sold.</summary>
/// <param name="Kind">One of <see cref="IssueKinds.All"/>, or RepackOut.</param>
/// <param name="Lot">Null for the SKU's picking rule.</param>
/// <param name="Bin">Take from this bin, with a lot; null for the picking rule of bins.</param>
/// <param name="Attempt">Counts the process's attempts upwards; one that was refused is over, and a late repeat of it comes too late.</param>
[GenerateSerializer, Immutable, Alias("bg.IssueStock")]
public sealed record IssueStock(
    string Id,
    MovementKind Kind,
    decimal Quantity,
    string? Unit,
    string? Lot,
    string? Bin,
    string? Reason,
    string? Document,
    string? Client,
    string? Serial,
    string? Code,
    long Attempt,
    Caller By);

/// <summary>The kinds of goods issues without a sale.</summary>
public static class IssueKinds
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<MovementKind> All { get; } =
        [MovementKind.Gift, MovementKind.Sample, MovementKind.Tester, MovementKind.InternalUse, MovementKind.Training, MovementKind.StaffPurchase];

    /// <summary>Is it one?</summary>
    public static bool Has(MovementKind kind) => All.Contains(kind);
}
