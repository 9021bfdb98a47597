using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Stock;
using BeautyGrains.Api.Trace;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Trace;

namespace BeautyGrains.Api.Feedback;

/// <summary>
/// Which lots feedback may be about where nobody names one: by the sale in the ledger, the unit, the open container; else by what the trace knows that the
/// client had in the days that the table names.
/// </summary>
internal sealed class FeedbackSuspects(IGrainFactory grains, ITraces traces, Freshness freshness, TimeProvider clock)
{
    private static readonly MovementKind[] s_sales = [MovementKind.Sale, MovementKind.ServiceConsumption];

    /// <summary>Lots, each once, those that the client had last first; none where one is named.</summary>
    public async Task<EquatableList<FeedbackLot>> Of(PutFeedback ask, CancellationToken cancel)
    {
        var tie = ask.Tie;
        if (tie.LotNo is not null) return [];
        if (tie.Sku is not null && tie.Sale is not null && Limits.IsId(tie.Sale))
            foreach (var kind in s_sales)
                if ((await grains.StockOf(ask.Store, tie.Sku).GetMovement(kind, tie.Sale)).Value is { } sale) return Lots(sale.Lines.Select(line => new LotNumber(tie.Sku, TraceCalls.NumberOf(line.Lot))));
        if (tie.Sku is not null && tie.Container is not null && (await grains.StockOf(ask.Store, tie.Sku).GetContainer(tie.Container)).Value is { } container) return Lots([new(tie.Sku, container.LotNo)]);
        if (tie.Serial is null && tie.Client is null) return [];
        await freshness.Wait(TraceModel.Instance, cancel);
        if (tie is { Sku: { } sku, Serial: { } serial }) return Lots((await traces.OfSerial(sku, serial, null, TraceOrders.ByTime, null, ListLimit, cancel)).Steps.Select(step => step.Number));
        return tie.Client is { } client ? await OfClient(ask, client, cancel) : [];
    }

    private const int ListLimit = 500;

    private async Task<EquatableList<FeedbackLot>> OfClient(PutFeedback ask, string client, CancellationToken cancel)
    {
        var until = ask.HappenedAt ?? ask.KnownAt ?? clock.GetUtcNow();
        var policy = (await grains.GetGrain<IFeedbackPolicyGrain>(IFeedbackPolicyGrain.Key).Get()).Policy;
        var had = new List<LotNumber>();
        foreach (var step in (await traces.OfClient(client, null, TraceOrders.ByNewest, null, ListLimit, cancel)).Steps)
        {
            var at = step.OccurredAt ?? step.At;
            if (step.Quantity >= 0 || at > until || step.Number.LotNo.Length == 0) continue;
            if ((ask.Tie.Sku is { } sku && step.Number.Sku != sku) || (ask.Tie.Document is { } document && step.Document != document)) continue;
            var category = (await grains.GetGrain<ISkuGrain>(step.Number.Sku).Get())?.Record.GoodsCategory ?? GoodsCategory.Other;
            if (at >= until.AddDays(-policy.ThresholdOf(category, DateOnly.FromDateTime(until.UtcDateTime)).TraceDays)) had.Add(step.Number);
        }
        return Lots(had);
    }

    private static EquatableList<FeedbackLot> Lots(IEnumerable<LotNumber> numbers) =>
        [.. numbers.Where(number => Limits.IsId(number.LotNo)).Distinct().Take(FeedbackRules.MostLots).Select(number => new FeedbackLot(number.Sku, number.LotNo, false))];
}
