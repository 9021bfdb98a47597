using Microsoft.Extensions.Logging;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace BeautyGrains.Grains;

/// <summary>
/// Hears how one stock changes and tells the alerts that it gives cause for, and those who wait for it. It keeps nothing that matters: versions seen and what was told last live as
/// long as the activation, and the sweep over the read models finds whatever is missed. Key: "store/sku".
/// </summary>
[ImplicitStreamSubscription(StockLevelStreams.Namespace)]
public sealed class StockWatchGrain(AlertPolicyFacts policies, ICatalogueFacts catalogue, OpenAlerts open, OpenWaitingLists waiting, ILogger<StockWatchGrain> log)
    : Grain, IStockWatchGrain, IStreamSubscriptionObserver, IAsyncObserver<StockLevelChanged>
{
    private long _version;

    /// <inheritdoc />
    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => await handleFactory.Create<StockLevelChanged>().ResumeAsync(this);

    /// <inheritdoc />
    public Task OnNextAsync(StockLevelChanged item, StreamSequenceToken? token = null) => Hear(item);

    /// <inheritdoc />
    public Task OnErrorAsync(Exception ex)
    {
        // What could not be delivered is found by the sweep.
        log.LogDebug(ex, "The stream of {Key} has lost something", this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task Hear(StockLevelChanged level)
    {
        if (level.Version <= _version) return;
        var now = await policies.Get();
        var facts = (await catalogue.Of(level.Store, level.Sku)).Value;
        var point = await GrainFactory.GetGrain<IReplenishmentGrain>(this.GetPrimaryKeyString()).ReorderPoint();
        // Calls of a grain take turns, and one that waits is not overtaken; only what is known by then counts.
        if (facts is null || level.Version <= _version) return;
        var picture = new StockPicture(level.Store, level.Sku, level.OnHand, level.Available, level.Unmatched);
        foreach (var kind in StockSigns.Kinds)
        {
            var cause = AlertCause.Of(kind, level.Store, level.Sku).Key;
            var sign = StockSigns.Of(kind, picture, facts, now, level.At, point);
            if (sign is not null || open.Has(cause)) await GrainFactory.GetGrain<IAlertGrain>(cause).Look(new(sign, level.Version, level.At));
        }
        if (waiting.Has(this.GetPrimaryKeyString())) await GrainFactory.GetGrain<IWaitingListGrain>(this.GetPrimaryKeyString()).Look();
        // Last: what failed half-way is told again with the next message.
        _version = level.Version;
    }
}
