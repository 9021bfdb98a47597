using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>
/// What is kept cold and used on clients: fridges that fail now and then, decisions about what was in them, treatments told of afterwards. Its goods and its luck
/// are its own, so that nothing of it changes what clients of the shops find.
/// </summary>
internal sealed partial class YearRun
{
    private const string Fridge = "F";
    private const string FridgeSensor = "T";
    private const int ClinicFillEvery = 28;
    private const int ClinicFill = 14;
    private const int FailuresPerThousand = 25;
    private const int ToldLater = 4;
    private const int IsGood = 60;
    private const int MostClients = 2_000;

    private static readonly Approver s_chief = Person("p-chief", new ApprovalLimit(ApprovalKind.QuarantineRelease, null));

    private readonly List<(string Store, string Sku, string Incident)> _told = [];
    private readonly Dictionary<(string Stock, string Lot), decimal> _inFridge = [];
    private SplitMix64 _clinicRandom = new(0);
    private int _treatments;
    private int _breaches;
    private int _thrownAway;
    private int _facts;

    private static string ClientOf(int client) => string.Create(CultureInfo.InvariantCulture, $"C-{client:00000}");

    private async Task OpenClinic()
    {
        foreach (var sku in _chain.Clinic) Must(await _house.Grains.GetGrain<ISkuGrain>(sku.Id).Put(new(sku.Record, null, By("p-ops"))), sku.Id);
        // Fridges tell once a day what they have read every hour.
        var rule = new ConditionRule(StorageClass.Cold, null, 2, 8, null, null, 30, 0, 15, null, 1, 90, 10_000);
        Must(await _house.Grains.GetGrain<IConditionPolicyGrain>(IConditionPolicyGrain.Key).Put(new(new([rule], [new(83.144m)]), null, By("p-quality"))), "conditions");
        foreach (var store in _chain.Shops)
        {
            var calibrated = new SensorRecord(FridgeSensor, [new(Today.AddDays(-30), Today.AddYears(3))]);
            Must(await _house.Grains.GetGrain<IZoneGrain>(new ZoneKey(store.Id, Fridge).ToString()).Put(new(new("Fridge", null, [StorageClass.Cold], [calibrated]), null, By("p-ops"))), store.Id);
        }
    }

    /// <summary>Before the shops open: new goods, what is known of yesterday's failures is decided, and of what was told afterwards somebody takes note.</summary>
    private async Task ClinicMorning()
    {
        _clinicRandom = new(_chain.Options.Seed ^ unchecked((ulong)_day * 0xA24BAED4963EE407UL));
        if (_day % ClinicFillEvery == 1) await FillFridges();
        foreach (var (store, sku, incident) in _told)
            Must(await StockOf(store, sku).CloseIncident(new(incident, "Written up late", By("p-quality"))), incident);
        _told.Clear();
        foreach (var store in _chain.Shops) await Decide(store.Id);
        await _house.Get<ConditionWatch>().Run(s_never);
        foreach (var store in _chain.Shops) await NoteScrapped(store.Id);
        foreach (var store in _chain.Shops) await ScrapStale(store.Id);
    }

    private async Task FillFridges()
    {
        foreach (var store in _chain.Shops)
            foreach (var sku in _chain.Clinic)
            {
                // One lot for the whole chain, as makers send it.
                var lot = string.Create(CultureInfo.InvariantCulture, $"d.{sku.Id}.{_day}");
                var (units, id) = ((decimal)_clinicRandom.Between(ClinicFill / 2, ClinicFill), $"{lot}.{store.Id}");
                Must(await StockOf(store.Id, sku.Id).Receive(new(
                    id, units, null, lot, ExpiryOf(sku, 0), null, new(sku.Cost, YearChain.Currency), sku.Supplier, null, null, null, LotStatus.Released, null, By("p-warehouse"))), id);
                _papers.TakeIn(Account.Clinic, store.Id, sku.Id, lot, units, sku.Cost);
                _inFridge[(StockKey.Of(store.Id, sku.Id), lot)] = units;
            }
    }

    private async Task Decide(string store)
    {
        var zone = _house.Grains.GetGrain<IZoneGrain>(new ZoneKey(store, Fridge).ToString());
        foreach (var one in (await zone.Get())!.Cases.Where(one => one.Decision is null).ToList())
        {
            foreach (var lot in one.Lots)
                if ((await StockOf(lot.Store ?? store, lot.Sku).Get())!.Lots.First(it => it.Lot == lot.Lot).Status == LotStatus.Released)
                    throw new Violation("Goods of an excursion wait for their decision in quarantine.", $"{store}: {lot} of {one.Id}");
            var decision = _clinicRandom.Percent(IsGood) ? ExcursionDecision.Release : ExcursionDecision.Scrap;
            Must(await zone.Decide(new(one.Id, decision, "By the maker's data", s_chief, true, By("p-quality"))), one.Id);
        }
    }

    // What the fridge has cost: what quality threw away of it.
    private async Task NoteScrapped(string store)
    {
        foreach (var sku in _chain.Clinic)
            foreach (var lot in (await StockOf(store, sku.Id).Get())?.Lots ?? [])
            {
                var place = (StockKey.Of(store, sku.Id), lot.Lot);
                if (_inFridge.GetValueOrDefault(place) is var there && there == lot.OnHand) continue;
                if (lot.OnHand != 0 || lot.Status != LotStatus.Quarantined) throw new Violation("The ledger has no entry that nobody made.", $"{store}/{sku.Id} {lot.Lot}: {lot.OnHand} on hand, {there} in the fridge");
                Take(store, sku.Id, lot.Lot, there);
                _thrownAway++;
            }
    }

    /// <summary>Clients are treated; now and then that is told afterwards, and now and then a vial breaks.</summary>
    private async Task Treat()
    {
        foreach (var store in _chain.Shops)
            foreach (var sku in _chain.Clinic)
            {
                if (!_clinicRandom.Percent(35)) continue;
                var id = string.Create(CultureInfo.InvariantCulture, $"tr.{_day}");
                var (stock, by) = (StockOf(store.Id, sku.Id), By($"nurse-{store.Id}"));
                if (_clinicRandom.Percent(ToldLater))
                {
                    await Tell(store.Id, sku.Id, id);
                    continue;
                }
                if (sku.Record.Opening is { } rule)
                {
                    await UseOpen(store.Id, sku.Id, id, rule);
                    continue;
                }
                var client = ClientOf(_clinicRandom.Between(1, MostClients));
                var answer = await stock.Sell(new(id, 1, null, null, MovementKind.ServiceConsumption, $"treatment {id}", by, Client: client));
                if (answer.Refusal is { Kind: RefusalKind.InsufficientAvailable }) continue;
                foreach (var line in Must(answer, id).Lines)
                {
                    Take(store.Id, sku.Id, line.Lot, -line.Quantity);
                    Had(sku.Id, line.Lot, client);
                }
                _treatments++;
            }
    }

    // Whatever the book says of the lot, it has happened.
    private async Task Tell(string store, string sku, string id)
    {
        if ((await StockOf(store, sku).Get())?.Lots.FirstOrDefault(lot => lot.OnHand > 0) is not { } lot) return;
        var kind = _clinicRandom.Percent(70) ? FactKind.Treatment : FactKind.Breakage;
        var client = kind == FactKind.Treatment ? ClientOf(_clinicRandom.Between(1, MostClients)) : null;
        var fact = Must(await StockOf(store, sku).RecordFact(new(id, kind, 1, null, lot.Lot, _house.Now.AddHours(-1), client, null, "Told afterwards", null, By($"nurse-{store}"))), id);
        if (fact.Booked != -1 || !fact.Incident.Open) throw new Violation("What has happened is in the book, and somebody is to look at it.", $"{store}/{sku} {fact}");
        Take(store, sku, lot.Lot, 1);
        if (client is not null) Had(sku, lot.Lot, client);
        _told.Add((store, sku, fact.Incident.Id));
        _facts++;
    }

    /// <summary>In the evening fridges tell what they have read; some have failed for some hours.</summary>
    private async Task TellTemperatures()
    {
        var failed = false;
        foreach (var store in _chain.Shops)
        {
            var fails = _clinicRandom.Between(1, 1_000) <= FailuresPerThousand;
            var (from, hours) = (_clinicRandom.Between(1, 15), _clinicRandom.Between(1, 4));
            var readings = Enumerable.Range(0, 20).Select(hour => new Reading(At(_day, hour), fails && hour >= from && hour < from + hours ? 17m : 5m, null)).ToList();
            var zone = _house.Grains.GetGrain<IZoneGrain>(new ZoneKey(store.Id, Fridge).ToString());
            // Whatever the order and however often they come.
            Must(await zone.Take(new(FridgeSensor, null, [.. readings.OrderBy(one => (one.At.Hour * 7) % 20)], By("sensors"))), store.Id);
            if (_clinicRandom.Percent(10)) Must(await zone.Take(new(FridgeSensor, null, [.. readings.Take(9)], By("sensors"))), store.Id);
            if (!fails) continue;
            failed = true;
            _breaches++;
            if ((await zone.Get())!.Excursions.Count(one => one.Verdict == ExcursionVerdict.Breach && one.From == At(_day, from) && one.Until == At(_day, from + hours)) != 1)
                throw new Violation("A fridge that failed is found, with its hours.", $"{store.Id} from {from} for {hours} h");
        }
        if (failed) await _house.Get<ConditionWatch>().Run(s_never);
    }

    private void Take(string store, string sku, string lot, decimal units)
    {
        _papers.Note(Account.Clinic, store, sku, lot, -units);
        var place = (StockKey.Of(store, sku), lot);
        _inFridge[place] = _inFridge.GetValueOrDefault(place) - units;
    }

    /// <summary>What there is to be alerted to: stocks, what was told afterwards, and failures of which nobody has decided.</summary>
    private async Task OfClinic(SortedDictionary<string, (string Name, string Value)[]> truth)
    {
        foreach (var store in _chain.Shops)
        {
            foreach (var sku in _chain.Clinic)
                if (await StockOf(store.Id, sku.Id).Get() is { Version: > 0 } view) OfStock(view, null, _chain.Skus.Count, truth);
            foreach (var one in (await _house.Grains.GetGrain<IZoneGrain>(new ZoneKey(store.Id, Fridge).ToString()).Get())!.Cases.Where(one => one.Decision is null))
                truth[AlertCause.Of(AlertKind.Excursion, store.Id, Fridge, one.Id).Key] = [("lots", Text(one.Lots.Count))];
        }
        await OfContainers(truth);
        foreach (var (store, sku, incident) in _told) truth[AlertCause.Of(AlertKind.Incident, store, sku, incident).Key] = [];
    }

    /// <summary>What fridges hold is what came, less what was used, told of and thrown away; by lot, ledger and cost.</summary>
    private async Task<decimal> CheckClinic()
    {
        var value = 0m;
        foreach (var ((key, lot), units) in _inFridge)
        {
            var stock = StockKey.Parse(key);
            var found = (await StockOf(stock.Store, stock.Sku).Get())!.Lots.First(one => one.Lot == lot);
            if (found.OnHand != units || _books.Units(key, lot) != units) throw new Violation("The ledger adds up to what is on hand.", $"{key} lot {lot}: {found.OnHand} on hand, ledger {_books.Units(key, lot)}, in the fridge {units}");
            value += found.OnHand * (found.UnitCost?.Amount ?? 0);
        }
        return value;
    }
}
