using System.Collections.Immutable;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Simulation;

/// <summary>Reservations, lots, facts and the catalogue.</summary>
internal sealed partial class Requests
{
    private Command<ReservationView> Reserve(Step step) => Hold(step, new(
        ReservationId(step.Id), step.Quantity, null, TimeSpan.FromSeconds(step.A), null, step.B > 0 ? LotNo(step.B - 1) : null, null, null, null, false, By(step)));

    private Command<ReservationView> Book(Step step) => Hold(step, new(
        ReservationId(step.Id), step.Quantity, null, step.B == 0 ? null : TimeSpan.FromHours(step.B), null, null, null, null, s_firstDay.AddDays((step.Id / 200) + step.A), false, By(step)));

    private Command<ReservationView> Hold(Step step, ReserveStock ask)
    {
        var key = StockOf(step);
        return new(
            step, StockKind.Instance.Stream(key), CommandIds.Reservation(ask.ReservationId),
            grains => grains.GetGrain<IStockGrain>(key).Reserve(ask), Show.Reservation,
            (watch, _) => watch.Stock(key)?.FirstAnswer(ask.ReservationId) is { } made ? Show.Reservation(made) : null, repeats: true);
    }

    private Command<ReservationView> Commit(Step step, decimal? quantity, ImmutableArray<ScannedLot> scans) =>
        Ended(step, (stock, id, by) => stock.Commit(new(id, quantity, scans, step.B == 3 ? MovementKind.ServiceConsumption : MovementKind.Sale, null, by)));

    private Command<ReservationView> Ended(Step step, Func<IStockGrain, string, Caller, Task<Answer<ReservationView>>> send)
    {
        var key = StockOf(step);
        var id = ReservationId(step.Ref);
        return new(
            step, StockKind.Instance.Stream(key), null,
            grains => send(grains.GetGrain<IStockGrain>(key), id, By(step)), Show.Reservation,
            (watch, _) => watch.Stock(key)?.EndOf(id) is { } end ? Show.Reservation(end) : null, repeats: true, about: CommandIds.Reservation(id));
    }

    private Command<ReservationView> Extend(Step step)
    {
        var key = StockOf(step);
        var id = ReservationId(step.Ref);
        var request = step.B == 0 ? null : $"e{step.Id}";
        return new(
            step, StockKind.Instance.Stream(key), request is null ? null : CommandIds.Extension(id, request),
            grains => grains.GetGrain<IStockGrain>(key).Extend(new(id, TimeSpan.FromSeconds(step.A), By(step), request)), Show.Reservation,
            (watch, told) => (watch.Stock(key)?.AsOf(told.Value!) ?? watch.Stock(key)?.EndOf(id)) is { } then ? Show.Reservation(then) : null, repeats: false);
    }

    private Command<ReservationView> Repin(Step step)
    {
        var key = StockOf(step);
        var id = ReservationId(step.Ref);
        return new(
            step, StockKind.Instance.Stream(key), null,
            grains => grains.GetGrain<IStockGrain>(key).Repin(new(id, By(step))), Show.Reservation,
            (watch, told) => watch.Stock(key)?.AsOf(told.Value!) is { } then ? Show.Reservation(then) : null, repeats: false);
    }

    private Command<LotView> LotStatusOf(Step step)
    {
        var key = StockOf(step);
        return new(
            step, StockKind.Instance.Stream(key), null,
            grains => grains.GetGrain<IStockGrain>(key).SetLotStatus(new(LotNo(step.A), (LotStatus)step.B, "Looked at.", By(step))), Show.Lot,
            // How the lot stood then is known by the version of its last change.
            (watch, told) => watch.Stock(key)?.LotAt(told.Value!) is { } then ? Show.Lot(then) : null, repeats: false);
    }

    private Command<FactView> Fact(Step step)
    {
        var key = StockOf(step);
        var command = CommandIds.Fact(FactId(step.Id));
        return new(
            step, StockKind.Instance.Stream(key), command,
            grains => grains.GetGrain<IStockGrain>(key).RecordFact(new(
                FactId(step.Id), (FactKind)(step.B % 4), step.Quantity, null, step.B < 3 ? LotNo(step.A) : null, VirtualTime.Start, null, null, null, null, By(step))),
            Show.Fact,
            (watch, _) => watch.Stock(key)?.Fact(FactId(step.Id)) is { } fact ? Show.Fact(fact) : null, repeats: true);
    }

    private Command<IncidentView> Close(Step step)
    {
        var key = StockOf(step);
        var id = FactId(step.Ref);
        return new(
            step, StockKind.Instance.Stream(key), null,
            grains => grains.GetGrain<IStockGrain>(key).CloseIncident(new(id, $"Seen {step.Id}.", By(step))), Show.Incident,
            (watch, _) => watch.Stock(key)?.Closed(id) is { } closed ? Show.Incident(closed) : null, repeats: true, about: CommandIds.Incident(id));
    }

    private Command<SkuView> PutSku(Step step)
    {
        var sku = Sku(step.Sku);
        var record = Chain.Record(step.Sku) with { Name = $"Product {step.Id % 5}" };
        if (step.B == 0) record = record with { Unit = "tube" };
        return new(
            step, SkuKind.Instance.Stream(sku), null,
            grains => grains.GetGrain<ISkuGrain>(sku).Put(new(record, null, By(step))), Show.Sku,
            (watch, told) => watch.Skus.At(sku, told.Value!.Version) is { State.Record: { } then } at
                ? Show.Sku(new(sku, then, at.At, at.Version))
                : null,
            repeats: false);
    }
}
