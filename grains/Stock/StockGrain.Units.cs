namespace BeautyGrains.Grains;

/// <summary>
/// Serialised units: before the book takes one in, its registry entry is bound to this store, so that two stores that receive one serial at once do not both have it.
/// What was bound and then refused is freed again; where that is cut off, the same request finds it bound to itself.
/// </summary>
public sealed partial class StockGrain
{
    // Bound to this stock and perhaps not yet in its book; one activation has all of them.
    private readonly HashSet<string> _arriving = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Task<Answer<LotUnits>> CodeUnits(CodeUnits ask) => Claiming(ask.Serials, null, CommandIds.Coding(ask.Id), false, ask.By, () => Run(
        [CommandIds.Coding(ask.Id)],
        (stock, facts, _, recalled) => StockRules.CodeUnits(stock, ask, facts, recalled),
        (stock, _, _) => UnitsOf(stock, stock.Lots[ask.Lot]),
        ask.By));

    /// <inheritdoc />
    public async Task<bool> HasUnit(string serial)
    {
        await CheckFresh();
        // What is decided and not yet durable is here too: who asks is about to take it.
        return _arriving.Contains(serial) || Head.Units.ContainsKey(serial) || Durable.State.Units.ContainsKey(serial);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<LotUnits>> GetUnits()
    {
        await CheckFresh();
        var stock = Durable.State;
        return [.. stock.Lots.Values.Where(lot => lot.OnHand > 0 || stock.Units.Values.Any(unit => unit.Lot == lot.Name)).Select(lot => UnitsOf(stock, lot))];
    }

    private static LotUnits UnitsOf(Stock stock, Lot lot)
    {
        ImmutableArray<string> serials = [.. stock.Units.Values.Where(unit => unit.Lot == lot.Name).Select(unit => unit.Serial)];
        return new(lot.Name, serials, lot.OnHand - serials.Length, lot.Version);
    }

    /// <param name="back">True: the units were known before, and come back; null and false: they are coded for the first time, or, with false, anew in this store.</param>
    private async Task<Answer<TView>> Claiming<TView>(
        EquatableList<string>? many, string? one, string movement, bool? back, Caller by, Func<Task<Answer<TView>>> decide)
        where TView : class
    {
        if (many is null && one is null) return await decide();
        var facts = await Facts();
        if (facts.Value is not { Sku.Serialised: true }) return await decide();
        var serials = (many ?? [one!]).Where(serial => serial is { Length: > 0 and <= Limits.MaxSerial }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(StockRules.MaxSerials).ToList();
        serials.RemoveAll(serial => !_arriving.Add(serial));
        var bound = new List<string>();
        try
        {
            foreach (var serial in serials)
            {
                var claim = await Bind(serial, movement, back ?? false, fresh: back is null || (back == false && !Head.Astray.Contains(serial)), by);
                if (claim.Refusal is { } refusal)
                {
                    await Free(bound, movement, by);
                    return new(null, refusal, false);
                }
                if (claim.IsNew) bound.Add(serial);
            }

            var answer = await decide();
            if (answer.Refusal is not null) await Free(bound, movement, by);
            return answer;
        }
        finally
        {
            foreach (var serial in serials) _arriving.Remove(serial);
        }
    }

    private async Task<Answer<UnitClaim>> Bind(string serial, string movement, bool takesOver, bool fresh, Caller by)
    {
        var key = StockKey.Parse(Key);
        var unit = GrainFactory.GetGrain<IUnitGrain>(UnitKey.Of(key.Sku, serial));
        var first = await unit.Claim(new(key.Store, movement, fresh, null, by));
        if (first.Refusal is null || !takesOver) return first;
        if (await unit.Get() is not { } held || held.Store == key.Store) return first;
        // The store that held it may have sold or sent it; if it is still there, this is another unit with the same code.
        if (await GrainFactory.GetGrain<IStockGrain>(StockKey.Of(held.Store, key.Sku)).HasUnit(serial)) return first;
        return await unit.Claim(new(key.Store, movement, false, held, by));
    }

    private async Task Free(IEnumerable<string> serials, string? movement, Caller by)
    {
        var key = StockKey.Parse(Key);
        foreach (var serial in serials) await GrainFactory.GetGrain<IUnitGrain>(UnitKey.Of(key.Sku, serial)).Release(new(key.Store, movement, by));
    }

    // What has gone back to its supplier may come again, as new.
    private async Task<Answer<MovementView>> Freeing(EquatableList<string>? serials, Caller by, Task<Answer<MovementView>> decided)
    {
        var answer = await decided;
        if (answer.Refusal is null && serials is { Count: > 0 } && (await Facts()).Value is { Sku.Serialised: true }) await Free(serials, null, by);
        return answer;
    }

    // What arrives is here whatever its code says: where another store has the unit too, it comes in without its serial, and somebody has to look.
    private async Task<Answer<MovementView>> Arriving(ReceiveTransferLine ask, Func<ReceiveTransferLine, Task<Answer<MovementView>>> decide)
    {
        if (ask.Lots.IsDefault || ask.Lots.All(one => one.Lot.Serials is null or { Count: 0 })) return await decide(ask);
        var movement = CommandIds.Movement(MovementKind.TransferIn, ask.TransferId);
        foreach (var serial in ask.Lots.SelectMany(one => one.Lot.Serials ?? []))
        {
            if ((await Bind(serial, movement, takesOver: true, fresh: false, ask.By)).Refusal is null) continue;
            ask = ask with { Lots = [.. ask.Lots.Select(one => one.Lot.Serials?.Contains(serial) == true ? one with { Lot = one.Lot with { Serials = null } } : one)] };
        }

        return await decide(ask);
    }
}
