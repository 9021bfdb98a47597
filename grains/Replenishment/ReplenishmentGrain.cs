using Orleans.Streams;
using Orleans.Streams.Core;

namespace BeautyGrains.Grains;

/// <summary>
/// One SKU's replenishment in one store. It hears of the stock's levels and keeps the newest in memory; what is lost of them the next one or the next
/// sweep tells. A stock without a policy only keeps the picture.
/// </summary>
[Reentrant]
[ImplicitStreamSubscription(StockLevelStreams.Namespace)]
public sealed class ReplenishmentGrain(AggregateServices house, ICatalogueFacts catalogue)
    : AggregateGrain<ReplenishmentState, ReplenishmentEvent>(house, ReplenishmentKind.Instance), IReplenishmentGrain, IStreamSubscriptionObserver, IAsyncObserver<StockLevelChanged>
{
    private StockLevelChanged? _stock;

    /// <inheritdoc />
    public async Task<Answer<ReplenishmentView>> PutPolicy(PutReplenishmentPolicy ask)
    {
        // A record that is put again as it stands is not asked for.
        var unknown = ask.Policy == Head.Policy ? null : (await catalogue.Of(Key)).Refusal ?? await UnknownSupplier(ask.Policy.Supplier);
        return await Decide((head, _) => ReplenishmentRules.Put(head, ask, unknown), on => View(on)!, ask.By);
    }

    /// <inheritdoc />
    public Task<Answer<ReplenishmentView>> Look(LookAtStock ask)
    {
        See(ask.Stock);
        return Decide((head, _) => ReplenishmentRules.Look(head, ask, _stock), on => View(on)!, ask.By);
    }

    /// <inheritdoc />
    public Task<Answer<ReplenishmentView>> Order(OrderNeed ask) => Decide((head, _) => ReplenishmentRules.Order(head, ask), on => View(on)!, ask.By);

    /// <inheritdoc />
    public async Task<Answer<ReplenishmentView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return View(Durable) is { } view ? new(view, null, false) : new(null, new(RefusalKind.UnknownPolicy), false);
    }

    /// <inheritdoc />
    public Task<decimal?> ReorderPoint() => Task.FromResult(Durable.State.ReorderPoint);

    /// <inheritdoc />
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<StockLevelChanged>().ResumeAsync(this);

    /// <inheritdoc />
    public async Task OnNextAsync(StockLevelChanged item, StreamSequenceToken? token = null)
    {
        if (!See(item) || Head.Plan is null) return;
        var ask = new LookAtStock(long.MaxValue, item, null, null, null, Caller.House);
        // Most changes of a stock change nothing here, and take no place in the journal's queue.
        if (ReplenishmentRules.Look(Head, ask, _stock).Events.IsDefaultOrEmpty) return;
        await Decide((head, _) => ReplenishmentRules.Look(head, ask, _stock), on => View(on)!, Caller.House);
    }

    /// <inheritdoc />
    public Task OnCompletedAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    /// <summary>Keeps the newest picture; false for one that is older than what is known.</summary>
    private bool See(StockLevelChanged? stock)
    {
        if (stock is null || stock.Version < _stock?.Version || stock.Version == _stock?.Version && stock.At < _stock.At) return false;
        _stock = stock;
        return true;
    }

    private async Task<Refusal?> UnknownSupplier(string supplier) =>
        Limits.IsId(supplier) && await GrainFactory.GetGrain<ISupplierGrain>(supplier).Get() is null ? new(RefusalKind.UnknownSupplier) : null;

    private ReplenishmentView? View(Versioned<ReplenishmentState> on) => ReplenishmentRules.ViewOf(Key, on);
}
