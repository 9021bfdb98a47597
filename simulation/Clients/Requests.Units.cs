using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Simulation;

/// <summary>Serialised units: few serials and many who want them, so that two stores often name one.</summary>
internal sealed partial class Requests
{
    /// <summary>The one product whose units have serials; no other step is about it.</summary>
    public const string SerialSku = "U";

    private const int Serials = 12;

    public static SkuRecord SerialRecord { get; } = new("Device", "piece", Serialised: true);

    private Command? OnUnits(Step step) => step.Kind switch
    {
        StepKind.MoveUnits => MoveUnits(step),
        StepKind.SeeUnit => SeeUnit(step),
        StepKind.SendUnits => SendUnits(step),
        _ => null,
    };

    private static string Serial(int number) => $"n{number % Serials}";

    private static EquatableList<string> Named(Step step) => [.. Enumerable.Range(0, (int)step.Quantity).Select(more => Serial(step.A + more))];

    private Command? MoveUnits(Step step)
    {
        var (some, lot) = (Named(step), LotNo(step.A % 2));
        return step.B switch
        {
            < 30 => UnitMovement(step, MovementKind.Receipt, (stock, id, by) => stock.Receive(new(
                id, step.Quantity, null, lot, null, null, null, null, null, null, null, LotStatus.Released, null, by, Serials: step.B < 6 ? null : some))),
            < 40 => CodeUnits(step, lot, some),
            < 70 => UnitMovement(step, MovementKind.Sale, (stock, id, by) => stock.Sell(new(id, step.Quantity, null, null, MovementKind.Sale, null, by, Client: "c", Serials: some))),
            < 85 => UnitMovement(step, MovementKind.CustomerReturn, (stock, id, by) => stock.Return(new(id, step.Quantity, null, lot, ReturnDisposition.Stock, null, null, by, Serials: some))),
            _ => UnitMovement(step, MovementKind.SupplierReturn, (stock, id, by) => stock.ReturnToSupplier(new(id, step.Quantity, null, lot, Supplier, "Broken.", null, by, Serials: some))),
        };
    }

    private Command<MovementView> UnitMovement(Step step, MovementKind kind, Func<IStockGrain, string, Caller, Task<Answer<MovementView>>> send)
    {
        var (key, command) = (StockKey.Of(Store(step.Store), SerialSku), CommandIds.Movement(kind, MovementId(step.Id)));
        return new(
            step, StockKind.Instance.Stream(key), command, grains => send(grains.GetGrain<IStockGrain>(key), MovementId(step.Id), By(step)), Show.Movement,
            (watch, _) => watch.Stock(key)?.Movement(command) is { } found ? Show.Movement(found) : null, repeats: true);
    }

    private Command<LotUnits> CodeUnits(Step step, string lot, EquatableList<string> serials)
    {
        var key = StockKey.Of(Store(step.Store), SerialSku);
        return new(
            step, StockKind.Instance.Stream(key), CommandIds.Coding($"k{step.Id}"), grains => grains.GetGrain<IStockGrain>(key).CodeUnits(new($"k{step.Id}", lot, serials, By(step))), units => units.Lot,
            (watch, _) => watch.Units.WasCoded(key, $"k{step.Id}") ? lot : null, repeats: true);
    }

    /// <summary>Somebody has one before them where the registry does not have it, or finds out why.</summary>
    private Command<UnitView>? SeeUnit(Step step)
    {
        var key = UnitKey.Of(SerialSku, Serial(step.A));
        if (journal.Units.Registry.Last(key)?.State.Claim is not { } held) return null;
        return new(
            step, UnitKind.Instance.Stream(key), null,
            grains => step.B < 70 ? grains.GetGrain<IUnitGrain>(key).See(new(Store(step.Store), held.Store, By(step))) : grains.GetGrain<IUnitGrain>(key).Settle(new($"Found out {step.A}.", By(step))), Shown,
            (watch, told) => watch.Units.Registry.At(key, told.Value!.Version) is { } then ? $"{then.State.Diversion?.Store} {then.State.Diversion?.EndedAt is null} v{then.Version}" : null, repeats: false);

        static string Shown(UnitView unit) => $"{unit.Diversion?.Store} {unit.Diversion?.EndedAt is null} v{unit.Version}";
    }

    /// <summary>A transfer of units, shipped as they are picked or as they stand, and taken in.</summary>
    private Command<TransferView>? SendUnits(Step step)
    {
        if (step.B < 40)
        {
            var id = TransferId(step.Id);
            var ask = new PutTransfer(Store(step.Store), OtherStore(step), [new(SerialSku, step.Quantity, null)], By(step));
            return new Command<TransferView>(
                step, TransferKind.Instance.Stream(id), "put", grains => grains.GetGrain<ITransferGrain>(id).Put(ask), Show.Transfer, (watch, told) => TransferAt(watch, id, told.Value!), repeats: true);
        }

        var open = journal.Transfers.All.Where(one => one.Value.State is { Phase: TransferPhase.Ready or TransferPhase.Shipped, Items: [{ Ask.Sku: SerialSku }] }).ToList();
        if (open.Count == 0) return null;
        var (key, transfer) = (open[step.A % open.Count].Key, open[step.A % open.Count].Value.State);
        EquatableList<LineUnits>? picked = step.B < 70 ? [new(SerialSku, [.. Enumerable.Range(0, (int)transfer.Items[0].Ask.Quantity).Select(more => Serial(step.A + more))])] : null;
        return new Command<TransferView>(
            step, TransferKind.Instance.Stream(key), null,
            grains => grains.GetGrain<ITransferGrain>(key) is var grain && transfer.Phase == TransferPhase.Ready ? grain.Ship(new(By(step), picked)) : grain.Receive(new([], [new(VirtualTime.Start, 5)], By(step))), Show.Transfer,
            (watch, told) => TransferAt(watch, key, told.Value!), repeats: false);
    }
}
