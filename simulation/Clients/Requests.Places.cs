using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Simulation;

/// <summary>Goods that are put into bins, fetched out of them, given away and repacked.</summary>
internal sealed partial class Requests
{
    /// <summary>The zone of every store in which the bins stand.</summary>
    public const string Shelf = "SHELF";

    /// <summary>What of two products becomes.</summary>
    public const string Recipe = "PARTS";

    /// <summary>It.</summary>
    public const string Part = "PART";

    /// <summary>How many come out of one of each.</summary>
    public const decimal PartsOfOne = 4;

    /// <summary>A cosmetic.</summary>
    public const string CreamA = "CREAM-A";

    /// <summary>Another.</summary>
    public const string CreamB = "CREAM-B";

    /// <summary>What nobody may make of them.</summary>
    public const string Blend = "BLEND";

    /// <summary>What a store may give away in a month.</summary>
    public const decimal GiftsInAMonth = 9;

    /// <summary>The bins of every store, with their places in walking order.</summary>
    public static IReadOnlyList<(string Bin, int Order)> Bins { get; } = [("B1", 20), ("B2", 10), ("B3", 30)];

    private Command? Places(Step step) => step.Kind switch
    {
        StepKind.PlaceGoods => PlaceGoods(step),
        StepKind.PutIssue => PutIssue(step),
        StepKind.ReverseIssue => ReverseIssue(step),
        StepKind.PutRepack => PutRepack(step),
        StepKind.UndoRepack => OnRepack($"k{step.Ref}", step, repack => repack.Undo(new("Wrong.", By(step)))),
        StepKind.MixCosmetics => MixCosmetics(step),
        StepKind.PutPickList => PutPickList(step),
        StepKind.OnPickList => OnPickList(step),
        _ => null,
    };

    private Command<PlacementView> PlaceGoods(Step step)
    {
        var (key, id) = (StockOf(step), $"g{step.Id}");
        string? Bin(int which) => which % 4 < Bins.Count ? Bins[which % 4].Bin : null;
        var (from, to) = (step.B % 3 == 0 ? Bin(step.A) : null, Bin(step.B / 3));
        if (from == to) to = from is null ? Bins[0].Bin : null;
        var ask = new PlaceLot(id, LotNo(step.A % 3), step.Quantity, from, to, null, By(step));
        return new(
            step, StockKind.Instance.Stream(key), CommandIds.Place(id), grains => grains.GetGrain<IStockGrain>(key).Place(ask), Shown,
            (watch, _) => watch.Stock(key)?.Command(CommandIds.Place(id)) is { Happened: LotPlaced placed, Info.Version: var version }
                ? $"{placed.Id} {placed.Lot} {placed.Quantity} {placed.From}>{placed.To} v{version}" : null,
            repeats: true);

        static string Shown(PlacementView placed) => $"{placed.Id} {placed.Lot} {placed.Quantity} {placed.From}>{placed.To} v{placed.Version}";
    }

    private Command<IssueView> PutIssue(Step step)
    {
        var bin = step.B % 4 == 0 ? Bins[step.A % Bins.Count].Bin : null;
        var ask = new PutIssue(
            step.B % 5 == 0 ? MovementKind.Sample : MovementKind.Gift, step.Quantity, null, bin is not null || step.B % 3 == 0 ? LotNo(step.A % 3) : null, bin, "A present.", null, null, null, null, null, null, null, By(step));
        return OnIssue($"{StockOf(step)}/i{step.Id}", step, issue => issue.Put(ask));
    }

    private Command<IssueView>? ReverseIssue(Step step)
    {
        var name = $"/i{step.Ref}";
        return journal.Places.Issues.All.Select(one => one.Key).FirstOrDefault(key => key.EndsWith(name, StringComparison.Ordinal)) is { } key
            ? OnIssue(key, step, issue => issue.Reverse(new($"iv{step.Id}", "Wrong.", By(step)))) : null;
    }

    private static Command<IssueView> OnIssue(string key, Step step, Func<IIssueGrain, Task<Answer<IssueView>>> send) => new(
        step, IssueKind.Instance.Stream(key), null, grains => send(grains.GetGrain<IIssueGrain>(key)), view => $"{key} {view.State} v{view.Version}",
        (watch, told) => watch.Places.Issues.At(key, told.Value!.Version) is { } then ? $"{key} {then.State.State} v{then.Version}" : null, repeats: false);

    private Command<RepackView> PutRepack(Step step)
    {
        var ask = new PutRepack(Store(step.Store), Recipe, step.B % 3 + 1, step.B % 5 == 0, [], null, null, By(step));
        return OnRepack($"k{step.Id}", step, repack => repack.Put(ask));
    }

    private static Command<RepackView> OnRepack(string key, Step step, Func<IRepackGrain, Task<Answer<RepackView>>> send) => new(
        step, RepackProcessKind.Instance.Stream(key), null, grains => send(grains.GetGrain<IRepackGrain>(key)), view => $"{key} {view.State} v{view.Version}",
        (watch, told) => watch.Places.Repacks.At(key, told.Value!.Version) is { } then ? $"{key} {then.State.State} v{then.Version}" : null, repeats: false);

    // Whoever asks, however: the journal must never have it.
    private static Command<RecipeView> MixCosmetics(Step step)
    {
        var recipe = $"MIX{step.Id}";
        var ask = new PutRecipe(new("Blend", null, [new([new(CreamA, 0.5m), new(CreamB, step.Quantity)], [new(Blend, 1)])]), null, By(step));
        return new(step, RecipeKind.Instance.Stream(recipe), null, grains => grains.GetGrain<IRecipeGrain>(recipe).Put(ask), view => $"{recipe} v{view.Version}", (_, _) => null, repeats: false);
    }

    private Command<PickListView>? PutPickList(Step step)
    {
        var sources = new List<PickSource>();
        for (var sku = 0; sku < Chain.MostSkus; sku++)
            if (journal.Stock(StockKey.Of(Store(step.Store), Sku(sku)))?.Now.State.Open.Values is { } open)
                sources.AddRange(open.Where((_, i) => (i + step.B) % 3 > 0).Select(one => new PickSource(Sku(sku), one.Id)));
        if (sources.Count == 0) return null;
        return OnPickList($"{Store(step.Store)}/p{step.Id}", step, list => list.Put(new([.. sources.Distinct().Take(6)], null, null, step.A % 2 == 0 ? "ann" : null, By(step))));
    }

    /// <summary>Most lines are fetched whole; some bins hold less, now and then all is given up.</summary>
    private Command<PickListView>? OnPickList(Step step)
    {
        var name = $"/p{step.Ref}";
        if (journal.Places.PickLists.All.FirstOrDefault(one => one.Key.EndsWith(name, StringComparison.Ordinal)) is not { Key: { } key, Value.State: { Lines.Count: > 0 } list }) return null;
        var line = list.Lines.FirstOrDefault(one => one.State == PickLineState.Waiting) ?? list.Lines[step.A % list.Lines.Count];
        var found = step.B % 4 == 0 ? Math.Min(line.Quantity, step.A % 3) : (decimal?)null;
        return (step.B % 11) switch
        {
            0 => OnPickList(key, step, it => it.Cancel(new("No.", By(step)))),
            1 => OnPickList(key, step, it => it.Finish(By(step))),
            2 => OnPickList(key, step, it => it.Assign(new($"c{step.A % 2}", By(step)))),
            _ => OnPickList(key, step, it => it.Confirm(new(line.Number, line.Bin, line.Lot, found, By(step)))),
        };
    }

    private static Command<PickListView> OnPickList(string key, Step step, Func<IPickListGrain, Task<Answer<PickListView>>> send) => new(
        step, PickListKind.Instance.Stream(key), null, grains => send(grains.GetGrain<IPickListGrain>(key)), view => $"{key} {view.State} v{view.Version}",
        (watch, told) => watch.Places.PickLists.At(key, told.Value!.Version) is { } then ? $"{key} {then.State.State} v{then.Version}" : null, repeats: false);
}
