using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Silo.Engines;

/// <summary>Publishes stock levels to the engine's streams; costs nothing while no grain class subscribes.</summary>
internal sealed class StockLevelStream(IClusterClient cluster) : IStockLevels
{
    public bool IsHeard { get; } = typeof(AggregateOptions).Assembly.GetTypes().Any(type => type.GetCustomAttributesData().Any(
        attribute => attribute.AttributeType == typeof(ImplicitStreamSubscriptionAttribute) && attribute.ConstructorArguments is [{ Value: StockLevelStreams.Namespace }, ..]));

    public Task Publish(StockLevelChanged level) => cluster.GetStreamProvider(StockLevelStreams.Provider)
        .GetStream<StockLevelChanged>(StreamId.Create(StockLevelStreams.Namespace, StockKey.Of(level.Store, level.Sku))).OnNextAsync(level);
}
