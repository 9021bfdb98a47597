namespace BeautyGrains.Contracts;

/// <summary>Hears how one stock changes and tells the alerts that it gives cause for. Keeps nothing. Key: "store/sku", see <see cref="StockKey"/>.</summary>
[Alias("bg.IStockWatchGrain")]
public interface IStockWatchGrain : IGrainWithStringKey
{
    /// <summary>Takes a picture; one that is older than the newest is dropped.</summary>
    [Alias("Hear")]
    Task Hear(StockLevelChanged level);
}
