using System.Globalization;
using BeautyGrains.Contracts;

namespace BeautyGrains.Simulation;

/// <summary>Lots that their maker calls back in the middle of the day: blocked everywhere, followed to every client who had some of them, closed once nothing is left.</summary>
internal sealed partial class YearRun
{
    private const int RecallEvery = 60;
    private const int RecallOn = 32;

    private static readonly Approver s_recaller = Person("p-chief", new ApprovalLimit(ApprovalKind.RecallClosure, null));

    // Who had some of a lot, as those noted it who gave it to them.
    private readonly Dictionary<(string Sku, string Lot), SortedSet<string>> _had = [];
    private int _recalls;
    private int _recalledClients;

    private void Had(string sku, string lot, string client)
    {
        if (!_had.TryGetValue((sku, lot), out var clients)) _had[(sku, lot)] = clients = new(StringComparer.Ordinal);
        clients.Add(client);
    }

    /// <summary>The newest lot of a product is called back, and by the evening everybody has been told and everything is gone.</summary>
    private async Task Recall()
    {
        if (_day % RecallEvery != RecallOn) return;
        var sku = _chain.Clinic[_day / RecallEvery % _chain.Clinic.Count].Id;
        var lot = _inFridge.Keys.Where(one => StockKey.Parse(one.Stock).Sku == sku).Select(one => one.Lot).Distinct().MaxBy(one => int.Parse(one.Split('.')[^1], CultureInfo.InvariantCulture))!;
        var (id, by) = (string.Create(CultureInfo.InvariantCulture, $"rc.{_day}"), By("p-quality"));
        var recall = _house.Grains.GetGrain<IRecallGrain>(id);
        Must(await recall.Put(new(sku, [lot], null, RecallClass.I, "The maker's letter", null, by)), id);
        foreach (var store in _chain.Shops) await TryToUse(store.Id, sku, lot, id);
        await TellOfUse(sku, lot, id);
        foreach (var store in _chain.Shops) await ThrowAway(store.Id, sku, lot, id);

        var view = Must(await recall.Follow(), id);
        while (!view.IsUpToDate) view = Must(await recall.Follow(), id);
        var clients = await ClientsOf(recall);
        var had = _had.GetValueOrDefault((sku, lot)) ?? [];
        if (!clients.SequenceEqual(had, StringComparer.Ordinal))
            throw new Violation("A recall finds everybody who had some of its goods.", $"{id} of {sku} {lot} has {string.Join(' ', clients)}; it was given to {string.Join(' ', had)}.");
        var tally = view.Tally;
        if (tally.Received != tally.Left + tally.InTransit + tally.Sold - tally.Recovered + tally.Used + tally.ReturnedToSupplier + tally.Scrapped + tally.Repacked + tally.Missing || tally.Left != 0)
            throw new Violation("A recall tells of every unit what became of it.", $"{id}: {tally}");
        foreach (var client in clients)
            foreach (var task in (RecallTask[])[RecallTask.Notify, RecallTask.Recover])
                Must(await recall.SetTask(new(client, task, RecallTaskState.Done, null, by)), client);
        Must(await recall.Report(new("Told by letter", null, by)), id);
        view = Must(await recall.Close(new("All told, all gone", s_recaller, true, By("p-manager"))), id);
        if (view.State != RecallState.Closed) throw new Violation("A recall of which nothing is untold ends.", $"{id}: {view.State}");
        (_recalls, _recalledClients) = (_recalls + 1, _recalledClients + clients.Count);
    }

    private async Task TryToUse(string store, string sku, string lot, string id)
    {
        var (stock, by) = (StockOf(store, sku), By($"till-{store}"));
        var asked = new List<object?>
        {
            (await stock.Sell(new($"{id}.s", 1, null, lot, MovementKind.Sale, null, by))).Value,
            (await stock.Reserve(new($"{id}.r", 1, null, TimeSpan.FromMinutes(5), null, lot, "This one", null, null, false, by))).Value,
        };
        if (SkuOf(sku).Opening is not null)
        {
            asked.Add((await stock.OpenContainer(new($"{id}.o", lot, "C-other", null, null, by))).Value);
            asked.AddRange((await stock.OfferContainers(null)).Where(one => one.Lot == lot));
            foreach (var open in await stock.GetContainers())
                if (open.Lot == lot) asked.Add((await stock.UseContainer(new(id, open.Id, 0.1m, open.Client ?? "C-other", null, by))).Value);
        }
        if (asked.Exists(one => one is not null)) throw new Violation("After a recall has answered nothing of it leaves on request.", $"{store}/{sku} {lot}: {asked.First(one => one is not null)}");
    }

    // A nurse writes down in the evening what she used in the morning.
    private async Task TellOfUse(string sku, string lot, string id)
    {
        foreach (var store in _chain.Shops)
        {
            if ((await StockOf(store.Id, sku).Get())?.Lots.FirstOrDefault(one => one.Lot == lot) is not { OnHand: > 0 }) continue;
            var fact = Must(await StockOf(store.Id, sku).RecordFact(new(id, FactKind.Treatment, 1, null, lot, _house.Now.AddHours(-3), "C-late", null, "Told afterwards", null, By($"nurse-{store.Id}"))), id);
            Take(store.Id, sku, lot, 1);
            Had(sku, lot, "C-late");
            _told.Add((store.Id, sku, fact.Incident.Id));
            _facts++;
            return;
        }
    }

    private async Task ThrowAway(string store, string sku, string lot, string id)
    {
        var stock = StockOf(store, sku);
        if ((await stock.Get())?.Lots.FirstOrDefault(one => one.Lot == lot) is not { } there) return;
        if (there.Status != LotStatus.Recalled) throw new Violation("A recall blocks its lots in every store.", $"{store}/{sku} {there}");
        if (there.OnHand > 0)
        {
            Must(await stock.Scrap(new(id, there.OnHand, null, lot, "Called back", By("p-quality"))), id);
            Take(store, sku, lot, there.OnHand);
        }
        if (SkuOf(sku).Opening is null) return;
        foreach (var open in await stock.GetContainers())
        {
            if (open.Lot != lot) continue;
            Must(await stock.ScrapContainer(new(id, open.Id, null, "Called back", By("p-quality"))), open.Id);
            _open[(store, sku, open.Id)] = 0;
        }
    }

    private SkuRecord SkuOf(string sku) => _chain.Clinic.First(one => one.Id == sku).Record;

    private static async Task<List<string>> ClientsOf(IRecallGrain recall)
    {
        var all = new List<string>();
        while (await recall.GetClients(all.Count == 0 ? "" : all[^1], 500) is { IsEmpty: false } page) all.AddRange(page.Select(one => one.Client));
        return all;
    }
}
