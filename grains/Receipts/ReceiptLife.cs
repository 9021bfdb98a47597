namespace BeautyGrains.Grains;

/// <summary>The life of a receipt: its fold keeps to it, a test walks it, the documentation draws it. All moves are the house's own.</summary>
public static class ReceiptLife
{
    /// <summary>The order has counted the delivery.</summary>
    public const string Counted = "order counts it";

    /// <summary>The order has refused the delivery.</summary>
    public const string NotCounted = "order refuses it";

    /// <summary>Stocks have answered.</summary>
    public const string Stocked = "stocks answer";

    /// <summary>The order knows what came in.</summary>
    public const string Told = "order is told";

    /// <summary>The table.</summary>
    public static StateTable<ReceiptState> Table { get; } = new(
        ReceiptState.Opening,
        new(ReceiptState.Opening, Counted, ReceiptState.Stocking),
        new(ReceiptState.Opening, NotCounted, ReceiptState.Refusing),
        new(ReceiptState.Stocking, Stocked, ReceiptState.Stocking),
        new(ReceiptState.Stocking, Stocked, ReceiptState.Settling),
        new(ReceiptState.Settling, Told, ReceiptState.Received),
        new(ReceiptState.Refusing, Told, ReceiptState.Refused));

    /// <summary>The states in which a receipt may end.</summary>
    public static ImmutableArray<ReceiptState> Ends { get; } = [ReceiptState.Received, ReceiptState.Refused];
}
