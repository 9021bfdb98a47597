namespace BeautyGrains.ReadModels;

/// <summary>Stock by store and SKU, lots by expiry, open reservations, goods on their way: one read model, so that they agree with each other.</summary>
public sealed class StockModel : ReadModel
{
    private StockModel() { }

    /// <summary>The one there is.</summary>
    public static StockModel Instance { get; } = new();

    /// <inheritdoc />
    public override string Name => "stock";

    /// <inheritdoc />
    public override int Version => 4;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => StockTables.All;

    /// <inheritdoc />
    public override IProjection Project() => new StockProjection();
}
