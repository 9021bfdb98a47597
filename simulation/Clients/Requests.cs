using System.Collections.Immutable;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Orleans;

namespace BeautyGrains.Simulation;

/// <summary>The requests that steps stand for. Everything in them comes from the step, but for the lots that a transfer's arrival must name.</summary>
internal sealed partial class Requests(Scenario scenario, JournalWatch journal)
{
    private static readonly DateOnly s_firstDay = DateOnly.FromDateTime(VirtualTime.Start.UtcDateTime);

    /// <summary>The request of a step; null for steps that ask nobody.</summary>
    public Command? Of(Step step) => step.Kind switch
    {
        StepKind.Receive => Movement(step, MovementKind.Receipt, (stock, id, by) => stock.Receive(new(
            id, step.Quantity, null, LotNo(step.A), ExpiryOf(step.A), null, step.A % 3 == 0 ? null : new(1_000 + (step.Id % 7), "CNY"), null, null, null, null,
            step.B == 1 ? LotStatus.Quarantined : LotStatus.Released, null, by))),
        StepKind.Sell => Movement(step, MovementKind.Sale, (stock, id, by) => stock.Sell(new(
            id, step.Quantity, null, step.B == 0 || step.Sku == Chain.Drug ? LotNo(step.A) : null, MovementKind.Sale, null, by))),
        StepKind.Return => Movement(step, MovementKind.CustomerReturn, (stock, id, by) => stock.Return(new(
            id, step.Quantity, null, LotNo(step.A), (ReturnDisposition)(step.B % 3), null, null, by))),
        StepKind.SupplierReturn => Movement(step, MovementKind.SupplierReturn, (stock, id, by) => stock.ReturnToSupplier(new(
            id, step.Quantity, null, LotNo(step.A), null, null, null, by))),
        StepKind.Adjust => Movement(step, MovementKind.Adjustment, (stock, id, by) => stock.Adjust(new(
            id, step.Quantity, null, step.Quantity > 0 || step.B == 0 ? LotNo(step.A) : null, "Found so.", by))),
        StepKind.Scrap => Movement(step, MovementKind.Scrap, (stock, id, by) => stock.Scrap(new(id, step.Quantity, null, step.B < 4 ? LotNo(step.A) : null, "Broken.", by))),
        StepKind.Count => Movement(step, MovementKind.Count, (stock, id, by) => stock.Count(new(id, LotNo(step.A), step.Quantity, null, by))),
        StepKind.Reverse => Movement(step, MovementKind.Reversal, (stock, id, by) => stock.Reverse(new(
            id, KindOf((StepKind)step.A), (StepKind)step.A == StepKind.Reserve ? ReservationId(step.Ref) : MovementId(step.Ref), "Was wrong.", by))),
        StepKind.Reserve => Reserve(step),
        StepKind.Book => Book(step),
        StepKind.Commit => Commit(step, null, []),
        StepKind.CommitPart => Commit(step, step.Quantity, []),
        StepKind.CommitScans => Commit(step, null, step.B == 0
            ? [new(LotNo(step.A), step.Quantity, null)]
            : [new(LotNo(step.A), step.Quantity, null), new(LotNo(step.A + 1), 1, "serial")]),
        StepKind.Release => Ended(step, (stock, id, by) => stock.Release(new(id, by))),
        StepKind.Extend => Extend(step),
        StepKind.Repin => Repin(step),
        StepKind.LotStatus => LotStatusOf(step),
        StepKind.Fact => Fact(step),
        StepKind.CloseIncident => Close(step),
        StepKind.PutSku => PutSku(step),
        StepKind.PutBasket => PutBasket(step),
        StepKind.CommitBasket => OnBasket(step, (basket, by) => basket.Commit(new(null, by))),
        StepKind.ReleaseBasket => OnBasket(step, (basket, by) => basket.Release(new(by))),
        StepKind.PutBatch => PutBatch(step),
        StepKind.PutTransfer => PutTransfer(step),
        StepKind.ShipTransfer => OnTransfer(step, (transfer, by) => transfer.Ship(new(by))),
        StepKind.ReceiveTransfer => OnTransfer(step, (transfer, by) => transfer.Receive(Arrival(step, by))),
        StepKind.CancelTransfer => OnTransfer(step, (transfer, by) => transfer.Cancel(new(by))),
        _ => Buying(step),
    };

    public static string ReservationId(int step) => $"r{step}";

    public static string MovementId(int step) => $"m{step}";

    public static string BasketId(int step) => $"b{step}";

    public static string BatchId(int step) => $"x{step}";

    public static string TransferId(int step) => $"t{step}";

    public static string FactId(int step) => $"f{step}";

    public static string LotNo(int lot) => $"L{lot}";

    public static Caller By(Step step) => new("till", $"#{step.Id}");

    private static Expiry? ExpiryOf(int lot)
    {
        if (lot % 5 == 4) return null;
        var day = s_firstDay.AddDays(3 + (2 * lot));
        return new(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), day, DatePrecision.Day, ExpiryKind.ValidThrough);
    }

    private static MovementKind KindOf(StepKind kind) => kind switch
    {
        StepKind.Receive => MovementKind.Receipt,
        StepKind.Return => MovementKind.CustomerReturn,
        StepKind.Scrap => MovementKind.Scrap,
        StepKind.Adjust => MovementKind.Adjustment,
        _ => MovementKind.Sale,
    };

    private string Sku(int sku) => Chain.Sku(sku % scenario.Skus);

    private string Store(int store) => Chain.Store(store % scenario.Stores);

    private string OtherStore(Step step) => Chain.Store((step.Store + 1 + (scenario.Stores > 2 ? step.B % 2 : 0)) % Math.Max(2, scenario.Stores));

    private string StockOf(Step step) => StockKey.Of(Store(step.Store), Sku(step.Sku));

    private Command<MovementView> Movement(Step step, MovementKind kind, Func<IStockGrain, string, Caller, Task<Answer<MovementView>>> send)
    {
        var key = StockOf(step);
        var command = CommandIds.Movement(kind, MovementId(step.Id));
        return new(
            step, StockKind.Instance.Stream(key), command,
            grains => send(grains.GetGrain<IStockGrain>(key), MovementId(step.Id), By(step)), Show.Movement,
            (watch, _) => watch.Stock(key)?.Movement(command) is { } found ? Show.Movement(found) : null, repeats: true);
    }
}
