using System.Globalization;
using BeautyGrains.Contracts;

namespace BeautyGrains.Simulation;

/// <summary>Vials that are opened for one client and bottles that are shared, until their use-by.</summary>
internal sealed partial class YearRun
{
    private const int StaleHours = 24;

    private readonly Dictionary<(string Store, string Sku, string Container), decimal> _open = [];
    private int _openings;
    private int _stale;

    /// <summary>A client is treated out of what may be offered to her, else out of a unit that is opened for her.</summary>
    private async Task UseOpen(string store, string sku, string id, OpeningRule rule)
    {
        var (stock, by, client) = (StockOf(store, sku), By($"nurse-{store}"), ClientOf(_clinicRandom.Between(1, MostClients)));
        var quantity = _clinicRandom.Between(2, 9) / 10m * Math.Min(rule.Content, 4);
        var offered = (await stock.OfferContainers(client)).FirstOrDefault(one => one.Remainder >= quantity);
        if (offered is not null && offered.UseBy <= _house.Now) throw new Violation("Nobody is offered what is past its use-by.", $"{store}/{sku} {offered}");
        if (offered is null)
        {
            var opened = await stock.OpenContainer(new($"o.{id}", null, client, $"treatment {id}", null, by));
            if (opened.Refusal is { Kind: RefusalKind.InsufficientAvailable }) return;
            offered = Must(opened, id);
            Take(store, sku, offered.Lot, 1);
            _open[(store, sku, offered.Id)] = offered.Content;
            _openings++;
        }
        var used = Must(await stock.UseContainer(new(id, offered.Id, quantity, client, $"treatment {id}", by)), id);
        Had(sku, offered.Lot, client);
        _treatments++;
        var place = (store, sku, offered.Id);
        var left = _open[place] - quantity;
        if (rule.Sharing == SharingRule.SingleUse)
        {
            if (left > 0 && used.Completed != left) throw new Violation("What is left of a vial for one use is scrapped with its quantity.", $"{store}/{sku} {used}; {left} were left.");
            if (await stock.UseContainer(new($"{id}.x", offered.Id, 0.1m, "C-other", null, by)) is { Value: not null }) throw new Violation("An opened vial is never used on another client.", $"{store}/{sku} {offered.Id}");
            left = 0;
        }
        _open[place] = left;
    }

    /// <summary>In the morning what is past its use-by is scrapped, all of it and nothing else.</summary>
    private async Task ScrapStale(string store)
    {
        foreach (var sku in _chain.Clinic.Where(sku => sku.Record.Opening is not null))
        {
            while (await StockOf(store, sku.Id).ScrapExpiredContainers(By("p-quality")) is { IsEmpty: false } scrapped)
                foreach (var one in scrapped)
                {
                    if (one.Quantity != _open[(store, sku.Id, one.Container)]) throw new Violation("What is past its use-by is scrapped with its quantity.", $"{store}/{sku.Id} {one}");
                    _open[(store, sku.Id, one.Container)] = 0;
                    _stale++;
                }
            foreach (var one in await StockOf(store, sku.Id).GetContainers())
                if (one.UseBy <= _house.Now || one.Remainder != _open[(store, sku.Id, one.Id)] || one.Content != one.Used + one.Scrapped + one.Lost + one.Remainder)
                    throw new Violation("What is open holds what was opened, less what was used and scrapped.", $"{one}; {_open[(store, sku.Id, one.Id)]} are left.");
        }
    }

    private async Task OfContainers(SortedDictionary<string, (string Name, string Value)[]> truth)
    {
        foreach (var store in _chain.Shops)
            foreach (var sku in _chain.Clinic)
                foreach (var one in (await StockOf(store.Id, sku.Id).Get()) is { Version: > 0 } ? await StockOf(store.Id, sku.Id).GetContainers() : [])
                    if (one.UseBy < _house.Now.AddHours(StaleHours)) truth[AlertCause.Of(AlertKind.ContainerUseBy, store.Id, sku.Id, one.Id).Key] = [("remainder", one.Remainder.ToString("0.###", CultureInfo.InvariantCulture))];
    }
}
