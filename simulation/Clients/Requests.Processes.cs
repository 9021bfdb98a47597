using System.Collections.Immutable;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Simulation;

/// <summary>Baskets, batches and transfers.</summary>
internal sealed partial class Requests
{
    private Command<BasketView> PutBasket(Step step)
    {
        var id = BasketId(step.Id);
        ImmutableArray<BasketLine> lines = [.. Enumerable.Range(0, step.A + 1).Select(line => new BasketLine(Sku(step.Sku + line), step.Quantity + line, null))];
        var ask = new PutBasket(Store(step.Store), lines, step.B % 3 == 0 ? null : TimeSpan.FromSeconds(step.B), step.B % 4 != 0, By(step));
        return new(
            step, BasketKind.Instance.Stream(id), "put", grains => grains.GetGrain<IBasketGrain>(id).Put(ask), Show.Basket,
            (watch, told) => BasketAt(watch, id, told.Value!), repeats: true);
    }

    private static Command<BasketView> OnBasket(Step step, Func<IBasketGrain, Caller, Task<Answer<BasketView>>> send)
    {
        var id = BasketId(step.Ref);
        return new(
            step, BasketKind.Instance.Stream(id), null, grains => send(grains.GetGrain<IBasketGrain>(id), By(step)), Show.Basket,
            (watch, told) => BasketAt(watch, id, told.Value!), repeats: true);
    }

    // Time alone turns a reserved basket into an expired one, so what was told decides at which time to look.
    private static string? BasketAt(JournalWatch watch, string id, BasketView told) => watch.Baskets.At(id, told.Version) is { } then
        ? Show.Basket(BasketRules.ViewOf(id, then, told.State == BasketState.Expired ? DateTimeOffset.MaxValue : then.At))
        : null;

    private Command<BatchView> PutBatch(Step step)
    {
        var id = BatchId(step.Id);
        ImmutableArray<BatchItem> items = [.. Enumerable.Range(0, (step.A % 4) + 2).Select(item => new BatchItem(
            Store(step.Store + (item * (step.B % 2))), Sku(step.Sku + item),
            item == 0 && step.Ref > 0 ? ReservationId(step.Ref) : $"{id}-{item}", step.Quantity + item, null,
            TimeSpan.FromSeconds(item == 0 && step.Ref > 0 ? step.A / 4 : 5 + step.B), null, null, null, null))];
        return new(
            step, BatchKind.Instance.Stream(id), "put", grains => grains.GetGrain<IBatchGrain>(id).Put(new(items, By(step))), Show.Batch,
            (watch, told) => watch.Batches.At(id, told.Value!.Version) is { } then
                ? Show.Batch(new(id, [.. then.State.Items.Select(item => new BatchItemView(item.Ask.Store, item.Ask.Sku, item.Held!.ToView(item.Ask.ReservationId), item.Held.IsNew))], then.Version))
                : null,
            repeats: true);
    }

    private Command<TransferView> PutTransfer(Step step)
    {
        var id = TransferId(step.Id);
        ImmutableArray<BasketLine> lines = [.. Enumerable.Range(0, step.A + 1).Select(line => new BasketLine(Sku(step.Sku + line), step.Quantity + line, null))];
        var ask = new PutTransfer(Store(step.Store), OtherStore(step), lines, By(step));
        return new(
            step, TransferKind.Instance.Stream(id), "put", grains => grains.GetGrain<ITransferGrain>(id).Put(ask), Show.Transfer,
            (watch, told) => TransferAt(watch, id, told.Value!), repeats: true);
    }

    private static Command<TransferView> OnTransfer(Step step, Func<ITransferGrain, Caller, Task<Answer<TransferView>>> send)
    {
        var id = TransferId(step.Ref);
        return new(
            step, TransferKind.Instance.Stream(id), null, grains => send(grains.GetGrain<ITransferGrain>(id), By(step)), Show.Transfer,
            (watch, told) => TransferAt(watch, id, told.Value!), repeats: false);
    }

    /// <summary>All as shipped, or short and broken here and there; too warm at times.</summary>
    private ReceiveTransfer Arrival(Step step, Caller by)
    {
        ImmutableArray<TransportReading> readings = [new(VirtualTime.Start, step.A == 0 ? 30 : 5)];
        if (step.A < 5 || journal.Transfers.Last(TransferId(step.Ref)) is not { } shipped) return new([], readings, by);
        var lines = from item in shipped.State.Items
                    from lot in item.Lots
                    select new ReceivedLot(item.Ask.Sku, lot.Lot, Math.Max(0, lot.Quantity + 1 - (step.B % 4)), step.B % 2);
        return new([.. lines], readings, by);
    }

    private static string? TransferAt(JournalWatch watch, string id, TransferView told) =>
        watch.Transfers.At(id, told.Version) is { } then ? Show.Transfer(TransferRules.ViewOf(id, then)) : null;
}
