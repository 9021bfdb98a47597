using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Simulation;

/// <summary>Sealed units that are opened, used on clients, counted, spilt and scrapped.</summary>
internal sealed partial class Requests
{
    public static string ContainerId(int step) => $"o{step}";

    private Command? Containers(Step step) => step.Kind switch
    {
        StepKind.OpenContainer => OpenContainer(step),
        StepKind.OnContainer => OnContainer(step),
        _ => null,
    };

    private Command<ContainerView> OpenContainer(Step step)
    {
        var key = StockOf(step);
        var ask = new OpenContainer(
            ContainerId(step.Id), step.B % 3 == 0 || step.Sku % Chain.MostSkus == Chain.Drug ? LotNo(step.A) : null, step.B % 4 == 0 ? Client(step) : null, null, Why(step), By(step),
            step.B % 10 == 9 ? MovementKind.Tester : MovementKind.Opening);
        return new(
            step, StockKind.Instance.Stream(key), CommandIds.Container(ask.Id), grains => grains.GetGrain<IStockGrain>(key).OpenContainer(ask), Opened,
            (watch, _) => watch.Containers.Opened(key, ask.Id) is { } opened ? Opened(opened.Id, opened.Lot, opened.Kind, opened.Content, opened.Sharing) : null, repeats: true);
    }

    /// <summary>Clients come and go, of whom few ever had the container before; now and then it is counted, spilt, dissolved, scrapped, or what is past its use-by is swept up.</summary>
    private Command? OnContainer(Step step)
    {
        var id = ContainerId(step.Ref);
        if (journal.Containers.StockOf(id) is not { } key) return null;
        var move = $"m{step.Id}";
        return (step.B % 12) switch
        {
            0 => Move(step, key, CommandIds.ContainerMove(id, move), stock => stock.ScrapContainer(new(move, id, step.A % 2 == 0 ? null : step.Quantity, Why(step), By(step)))),
            1 => Move(step, key, CommandIds.ContainerMove(id, move), stock => stock.CountContainer(new(move, id, step.Quantity, null, By(step)))),
            2 => Move(step, key, CommandIds.Fact(FactId(step.Id)), stock => stock.RecordContainerFact(new(
                FactId(step.Id), id, step.A % 2 == 0 ? FactKind.Breakage : FactKind.Treatment, step.Quantity, VirtualTime.Start, Client(step), null, null, By(step)))),
            3 or 4 => new Command<ContainerView>(
                step, StockKind.Instance.Stream(key), null, grains => grains.GetGrain<IStockGrain>(key).ReconstituteContainer(new(id, null, LotNo(step.A), step.Quantity, By(step))), Opened,
                (watch, _) => watch.Containers.Opened(key, id) is { } opened ? Opened(opened.Id, opened.Lot, opened.Kind, opened.Content, opened.Sharing) : null, repeats: false),
            _ => Move(step, key, CommandIds.ContainerMove(id, move), stock => stock.UseContainer(new(move, id, step.Quantity, step.A == 9 ? null : Client(step), null, By(step), step.B == 11 ? true : null))),
        };
    }

    // Another body of the same id has another quantity, which not all of them tell otherwise.
    private static string Why(Step step) => string.Create(CultureInfo.InvariantCulture, $"For {step.Quantity:0.###}.");

    private static string Client(Step step) => $"c{step.A % 3}";

    private static Command<ContainerMoveView> Move(Step step, string key, string command, Func<IStockGrain, Task<Answer<ContainerMoveView>>> send) => new(
        step, StockKind.Instance.Stream(key), command, grains => send(grains.GetGrain<IStockGrain>(key)), Moved,
        (watch, _) => watch.Containers.Moved(key, command) is { } moved ? Moved(moved) : null, repeats: true);

    private static string Opened(ContainerView one) => Opened(one.Id, one.Lot, one.Kind, one.Content, one.Sharing);

    private static string Opened(string id, string lot, MovementKind kind, decimal content, SharingRule sharing) =>
        string.Create(CultureInfo.InvariantCulture, $"{id} {kind} of {lot} {content:0.###} {sharing}");

    private static string Moved(ContainerMoveView one) => string.Create(
        CultureInfo.InvariantCulture, $"{one.Container}/{one.Id} {one.Kind} {one.Quantity:0.###} left {one.Remainder:0.###} u{one.Unmatched:0.###} @{one.Cost?.Amount} {one.Client} {one.Completed:0.###} v{one.Version}");
}
