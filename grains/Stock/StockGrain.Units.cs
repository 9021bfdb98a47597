using Microsoft.Extensions.Logging;

namespace BeautyGrains.Grains;

/// <summary>
/// Serialised units: before the book takes one in, its registry entry is bound to this store, so that two stores that receive one serial at once do not both have it.
/// What was bound and then refused is freed again; where that is cut off, the same request finds it bound to itself.
/// </summary>
public sealed partial class StockGrain
{
    // Bound to this stock and perhaps not yet in its book, by the request that brings it; one activation has all of them.
    private readonly Dictionary<string, Task> _arriving = new(StringComparer.Ordinal);

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
        return _arriving.ContainsKey(serial) || Head.Units.ContainsKey(serial) || Durable.State.Units.ContainsKey(serial);
    }

    /// <inheritdoc />
    public async Task<UnitFate> FateOfUnit(string serial, string movement)
    {
        await CheckFresh();
        await HeadIsDurable();
        if (_arriving.ContainsKey(serial)) return UnitFate.UnderWay;
        if (Head.Units.ContainsKey(serial)) return UnitFate.Came;
        var known = await Recall([movement], null, isStep: true);
        EndIfEmpty();
        return _arriving.ContainsKey(serial) ? UnitFate.UnderWay : Head.Recall(movement, known) is null ? UnitFate.NeverCame : UnitFate.Came;
    }

    /// <inheritdoc />
    public async Task<string?> WhereUnitGoes(string serial)
    {
        await CheckFresh();
        return Durable.State.TransitsOut.Values.FirstOrDefault(transit => transit.Lots.Any(lot => lot.Serials?.Contains(serial) == true))?.Other;
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
        // A repeat binds nothing: its units may have gone on to others since.
        if (Head.Recall(movement, await Recall([movement], null, isStep: false)) is not null) return await decide();
        var serials = (many ?? [one!]).Where(serial => serial is { Length: > 0 and <= Limits.MaxSerial }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(StockRules.MaxSerials).ToList();
        await Turn(serials);
        var run = Bound(serials, movement, back, by, decide);
        foreach (var serial in serials) _arriving[serial] = run;
        try
        {
            return await run;
        }
        finally
        {
            foreach (var serial in serials) _arriving.Remove(serial);
        }
    }

    // One request at a time binds a unit: of two, the second would take what the first gives up for its own.
    private async Task Turn(List<string> serials)
    {
        while (serials.Select(_arriving.GetValueOrDefault).FirstOrDefault(run => run is not null) is { } before)
        {
            try
            {
                await before;
            }
            catch (Exception trouble)
            {
                Log.LogDebug(trouble, "The request before this one has failed; its own caller hears of that");
            }
        }
    }

    private async Task<Answer<TView>> Bound<TView>(List<string> serials, string movement, bool? back, Caller by, Func<Task<Answer<TView>>> decide)
        where TView : class
    {
        var bound = new List<string>();
        foreach (var serial in serials)
        {
            var claim = await Bind(serial, movement, back ?? false, arrives: false, fresh: back is null || (back == false && !Head.Astray.Contains(serial)), by);
            if (claim.Refusal is { } refusal)
            {
                await Free(bound, movement, by);
                // Decided as every refusal is: one who has been overtaken may have refused a repeat.
                return await Decide<TView>((_, _) => refusal, static _ => throw new InvalidOperationException("A refusal has no view."), by);
            }
            if (claim.IsNew) bound.Add(serial);
        }

        var answer = await decide();
        if (answer.Refusal is not null) await Free(bound, movement, by);
        return answer;
    }

    /// <param name="arrives">It comes from the store that holds it, so that what is on its way is no other unit.</param>
    private async Task<Answer<UnitClaim>> Bind(string serial, string movement, bool takesOver, bool arrives, bool fresh, Caller by)
    {
        var key = StockKey.Parse(Key);
        var unit = GrainFactory.GetGrain<IUnitGrain>(UnitKey.Of(key.Sku, serial));
        var first = await unit.Claim(new(key.Store, movement, fresh, null, by));
        if (first.Refusal is null) return first;
        if (await unit.Get() is not { } held || held.Store == key.Store) return first;
        // The store that held it may have sold or sent it; if it is still there, or on its way, it was diverted, or this is another unit with the same code.
        var holder = GrainFactory.GetGrain<IStockGrain>(StockKey.Of(held.Store, key.Sku));
        if (await holder.HasUnit(serial) || (!arrives && await holder.WhereUnitGoes(serial) is not null))
        {
            await unit.See(new(key.Store, held.Store, by));
            return first;
        }

        return !takesOver ? first : await unit.Claim(new(key.Store, movement, false, held, by));
    }

    // Who wants to let a unit go that another store has in its book has it before them.
    private async Task<Answer<TView>> Noticing<TView>(Task<Answer<TView>> decided, Caller by)
        where TView : class
    {
        var answer = await decided;
        if (answer.Refusal is not { Kind: RefusalKind.UnitNotHere, State: { } serial }) return answer;
        var key = StockKey.Parse(Key);
        var unit = GrainFactory.GetGrain<IUnitGrain>(UnitKey.Of(key.Sku, serial));
        if (await unit.Get() is { } held && held.Store != key.Store && await GrainFactory.GetGrain<IStockGrain>(StockKey.Of(held.Store, key.Sku)).HasUnit(serial)) await unit.See(new(key.Store, held.Store, by));
        return answer;
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
        if (answer.Refusal is not null || serials is not { Count: > 0 } || (await Facts()).Value is not { Sku.Serialised: true }) return answer;
        var key = StockKey.Parse(Key);
        foreach (var serial in serials)
        {
            // This may be a repeat, and the unit may have come again since: only what is held for what had brought it before is freed.
            var unit = GrainFactory.GetGrain<IUnitGrain>(UnitKey.Of(key.Sku, serial));
            if (await unit.Get() is { } held && held.Store == key.Store && !Head.Units.ContainsKey(serial) && !_arriving.ContainsKey(serial)) await unit.Release(new(key.Store, held.Movement, by));
        }

        return answer;
    }

    // What arrives is here whatever its code says: where another store has the unit too, it comes in without its serial, and somebody has to look.
    private async Task<Answer<MovementView>> Arriving(ReceiveTransferLine ask, Func<ReceiveTransferLine, Task<Answer<MovementView>>> decide)
    {
        if (ask.Lots.IsDefault || ask.Lots.All(one => one.Lot.Serials is null or { Count: 0 })) return await decide(ask);
        var movement = CommandIds.Movement(MovementKind.TransferIn, ask.TransferId);
        foreach (var serial in ask.Lots.SelectMany(one => one.Lot.Serials ?? []))
        {
            if ((await Bind(serial, movement, takesOver: true, arrives: true, fresh: false, ask.By)).Refusal is null) continue;
            ask = ask with { Lots = [.. ask.Lots.Select(one => one.Lot.Serials?.Contains(serial) == true ? one with { Lot = one.Lot with { Serials = null } } : one)] };
        }

        return await decide(ask);
    }
}
