using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Open containers that are to be used soon, or no more.</summary>
internal sealed class ContainerAlertSource(IContainerList containers, ICatalogueFacts catalogue) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.ContainerUseBy];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var before = sweep.Now.AddHours((double)sweep.Policies.Widest(AlertKind.ContainerUseBy));
        ListCursor? after = null;
        do
        {
            var page = await containers.Page(new(Open: true, UseByBefore: before), ContainerOrders.ByUseBy, after, PageQuery.MostRows, sweep.Now, cancel);
            foreach (var one in page.Items)
            {
                if ((await catalogue.Of(one.Store, one.Sku)).Value is not { } facts) continue;
                if (sweep.Policies.Of(AlertKind.ContainerUseBy, one.Store, one.Sku, StockSigns.DayOf(sweep.Now, facts.Store)) is not { } limit) continue;
                if (one.UseBy >= sweep.Now.AddHours((double)limit.Threshold!.Value)) continue;
                // What is past it may be used by mistake.
                var severity = one.UseBy <= sweep.Now ? AlertSeverity.Critical : limit.Severity;
                yield return new(AlertCause.Of(AlertKind.ContainerUseBy, one.Store, one.Sku, one.Id), new(new(severity, one.Store, one.Sku, new(
                [
                    new("container", one.Id), new("lotNo", one.LotNo), new("useBy", StockSigns.Text(one.UseBy!.Value)), new("remainder", StockSigns.Text(one.Remainder)), new("unit", one.Unit),
                ])), 0, sweep.Now));
            }
            after = page.Next;
            if (after is not null) await sweep.Pace.Rest(cancel);
        }
        while (after is not null);
    }
}
