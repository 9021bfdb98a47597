namespace BeautyGrains.Grains;

/// <summary>Issues without a sale, repacked lots, and where lots lie.</summary>
public sealed partial class StockGrain
{
    /// <inheritdoc />
    public Task<Answer<MovementView>> Issue(IssueStock ask)
    {
        // An unknown kind is for the rule to refuse.
        if (!IssueKinds.Has(ask.Kind) && ask.Kind != MovementKind.RepackOut) return Task.FromResult(new Answer<MovementView>(null, Refusal.Invalid("kind", "must-be-an-issue"), false));
        var command = CommandIds.Movement(ask.Kind, ask.Id);
        return Run(
            ask is { Attempt: > 0, By.Process: { } process } ? [command, CommandIds.Bar(process, command)] : [command],
            (stock, facts, now, recalled) => StockRules.IssueOut(stock, ask, facts, now, recalled),
            (stock, _, recalled) => StockViews.Movement(stock, [command], recalled),
            ask.By);
    }

    /// <inheritdoc />
    public Task<Answer<MovementView>> TakeInRepacked(TakeInRepacked ask) => OnMovement(
        MovementKind.RepackIn, ask.Id, (stock, _, now, recalled) => StockRules.TakeInRepacked(stock, ask, now, recalled), ask.By);

    /// <inheritdoc />
    public async Task<Answer<PlacementView>> Place(PlaceLot ask)
    {
        var to = ask.To is { } bin && Limits.IsId(bin) ? await FactsOf(bin) : null;
        return await Run(
            [CommandIds.Place(ask.Id)],
            (stock, facts, _, recalled) => StockRules.Place(stock, ask, facts, to, recalled),
            (stock, _, recalled) => StockViews.Placement(stock, ask.Id, recalled),
            ask.By);
    }

    /// <inheritdoc />
    public Task<Answer<PlacementView>> GetPlacement(string id) => Find(
        [CommandIds.Place(id)], (stock, _, recalled) => StockViews.Placement(stock, id, recalled), RefusalKind.UnknownMovement);

    private async Task<BinFacts?> FactsOf(string bin)
    {
        var store = StockKey.Parse(Key).Store;
        if (await GrainFactory.GetGrain<IBinsGrain>(store).Find(bin) is not { } found) return null;
        var zone = await GrainFactory.GetGrain<IZoneGrain>(new ZoneKey(store, found.Record.Zone).ToString()).Get();
        // A zone may hold less than when the bin was put: both have to agree.
        var holds = zone?.Record.Holds ?? [];
        return new(found.Record.Order, found.Record.Active, found.Record.Holds.Count == 0 ? holds : [.. found.Record.Holds.Where(holds.Contains)]);
    }
}
