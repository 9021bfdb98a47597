using Microsoft.Extensions.Logging;

namespace BeautyGrains.Grains;

/// <summary>A stock's part in recalls.</summary>
public sealed partial class StockGrain
{
    /// <inheritdoc />
    public Task<Answer<RecalledStock>> RecallLots(RecallLots ask) => Run(
        [],
        (stock, _, _, _) => StockRules.RecallLots(stock, ask),
        (stock, now, _) => StockViews.Recalled(stock, ask.LotNos, ask.Serials, now),
        ask.By);

    /// <inheritdoc />
    public Task<Answer<RecalledStock>> LiftLots(LiftLots ask) => Run(
        [],
        (stock, _, _, _) => StockRules.LiftLots(stock, ask),
        (stock, now, _) => StockViews.Recalled(stock, [], null, now),
        ask.By);

    /// <inheritdoc />
    public async Task<RecalledStock> GetRecalled(EquatableList<string> lotNos, SerialRange? serials)
    {
        await CheckFresh();
        EndIfEmpty();
        var now = await TimeToTell();
        return StockViews.Recalled(Durable.State, lotNos, serials, now);
    }

    /// <summary>
    /// Nothing has ever happened here, so that this stock may have been made after a recall had gone through the stores. Whatever is recalled later finds its
    /// store among them: the store is known by now, and a recall is on the product's list before it looks which stores there are.
    /// </summary>
    private async Task<Answer<TView>> RunFirst<TView>(ImmutableArray<string> commands, Rule rule, View<TView> view, Caller by, bool hasWarrant)
        where TView : class
    {
        var facts = await Facts();
        if (facts.Value is null) return new(null, facts.Refusal, false);
        var known = await GrainFactory.GetGrain<IRecalledLotsGrain>(StockKey.Parse(Key).Sku).Get();
        foreach (var one in known.Recalls)
        {
            // One that found goods made of its own may name more than one step may.
            for (var from = 0; from == 0 || from < one.LotNos.Count; from += StockRules.MostRecalledLots)
            {
                EquatableList<string> some = [.. one.LotNos.Skip(from).Take(StockRules.MostRecalledLots)];
                await Decide((head, _) => StockRules.RecallLots(head, new(one.Recall, some, one.Serials, "recall", Caller.House)), static (decision, _) => decision, Caller.House);
            }
        }

        return await RunLater(facts.Value, Recall(commands, null, isStep: by.Process is not null), rule, view, by, hasWarrant);
    }

    /// <summary>So that whoever got recalled goods is on the recall's list at once; where it does not get through, the recall's next look finds the fact in the ledger.</summary>
    private async Task TellRecalls(string fact)
    {
        foreach (var recall in Durable.State.Recalls)
        {
            try
            {
                await GrainFactory.GetGrain<IRecallGrain>(recall.Name).Follow();
            }
            catch (Exception trouble) when (trouble is BusyException or NotWrittenException or OutcomeUnknownException or TimeoutException)
            {
                Log.LogWarning("The recall {Recall} could not be told of the fact {Fact} yet: {Trouble}", recall.Name, fact, trouble.Message);
            }
        }
    }
}
