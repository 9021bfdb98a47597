using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Grains.Tests;
using BeautyGrains.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Alerts end in what the read models say, whatever streams told of it.</summary>
public abstract class AlertContract(TestDatabase database) : ReadModelContract(database)
{
    private readonly OpenAlerts _hint = new();
    private DateTimeOffset _start;

    [Fact]
    public async Task A_sweep_raises_an_alert_for_every_cause_and_resolves_those_whose_facts_have_ended()
    {
        await Prepare();
        (await SweepTwice()).ShouldBe(
        [
            $"expired:S:OLD:L1 critical lot=L1 lotNo=L1 expiresOn={Day(1)} onHand=5 unit=piece",
            "out:S:OLD critical onHand=5 unit=piece",
            "out:T:NEW critical onHand=0 unit=piece",
            $"qualification:SUP:gmp:Q-1 critical supplier=SUP paper=gmp number=Q-1 validThrough={Day(2)}",
            $"registration:NEW:REG-1 critical number=REG-1 validThrough={Day(-1)}",
            $"incident:S:NEW:F-1 warning incident=F-1 causes=fact-recorded quantity=1 lot= raisedAt={StockSigns.Text(_start)}",
            $"licence:S:LIC-1 warning number=LIC-1 validThrough={Day(40)}",
            "low:S:NEW warning available=4 threshold=5 unit=piece",
            $"near-expiry:S:NEW:L2 warning lot=L2 lotNo=L2 expiresOn={Day(80)} onHand=2 unit=piece",
            $"transfer-stuck:T-1 warning transfer=T-1 from=S to=T stage=shipped since={StockSigns.Text(_start)}",
        ]);

        await Mend();
        (await SweepTwice()).ShouldBe([]);
        (await All()).ShouldAllBe(alert => alert.State == AlertState.Resolved);
        // What is the matter again is raised again, as another occurrence of the same cause.
        await Grain("out:S:OLD").Look(new(new(AlertSeverity.Critical, "S", "OLD", []), long.MaxValue, Clock.GetUtcNow()));
        (await Grain("out:S:OLD").Get()).Value!.Occurrence.ShouldBe(2);
        await Follow();
        await Close();
        await ShouldEqualFresh(AlertModel.Instance);
    }

    [Fact]
    public async Task Messages_lost_repeated_and_reordered_end_in_the_same_alerts_as_without()
    {
        await House.PutStore("S");
        foreach (var sku in new[] { "A", "B", "C" })
        {
            await House.PutSku(sku);
            await House.Receive("S", sku, 20);
        }
        await Policy(new("low", AlertKind.Low, null, null, 5, null, true, new(2026, 1, 1), null));
        var messages = new Collected();
        var tailer = NewTailer(most: 3, listener: new StockLevelTeller(messages));
        var random = new Random(5);
        for (var step = 0; step < 80; step++)
        {
            var stock = House.Stock("S", "ABC"[random.Next(3)].ToString());
            if (random.Next(5) < 4) await stock.Sell(new($"S-{step}", 1 + random.Next(4), null, null, MovementKind.Sale, null, House.By));
            else await stock.Adjust(new($"A-{step}", random.Next(1, 12), null, "L1", "Found.", House.By));
            Clock.Advance(TimeSpan.FromMinutes(1));
            await CatchUp(tailer);
        }
        messages.Levels.Count.ShouldBeGreaterThan(60);
        foreach (var level in Disturbed(messages.Levels, random)) await House.Grains.GetGrain<IStockWatchGrain>(StockKey.Of(level.Store, level.Sku)).Hear(level);
        await tailer.DisposeAsync();
        var swept = await SweepTwice();

        var truth = (await Stocks()).Where(line => line.Available <= 5)
            .Select(line => line.Available <= 0 ? $"out:S:{line.Sku} critical onHand=0 unit=piece" : FormattableString.Invariant($"low:S:{line.Sku} warning available={line.Available:0.###} threshold=5 unit=piece"))
            .OrderBy(text => text.StartsWith("low", StringComparison.Ordinal)).ThenBy(text => text, StringComparer.Ordinal);
        swept.OrderBy(text => text.StartsWith("low", StringComparison.Ordinal)).ThenBy(text => text, StringComparer.Ordinal).ShouldBe(truth);
    }

    [Fact]
    public async Task A_message_raises_and_resolves_an_alert_without_any_sweep_and_a_hundred_of_them_raise_one()
    {
        await House.PutStore("S");
        await House.PutSku("A");
        await Policy(new("low", AlertKind.Low, "S", "A", 5, AlertSeverity.Critical, true, new(2026, 1, 1), null));
        var watch = House.Grains.GetGrain<IStockWatchGrain>("S/A");
        for (var version = 1; version <= 100; version++) await watch.Hear(Level(3, version));
        var alert = (await Grain("low:S:A").Get()).Value!;
        (alert.State, alert.Occurrence, alert.Version, alert.Facts.Severity).ShouldBe((AlertState.Raised, 1, 1, AlertSeverity.Critical));
        await watch.Hear(Level(30, 101));
        (await Grain("low:S:A").Get()).Value!.State.ShouldBe(AlertState.Resolved);
        // The last one comes once more, and an old one very late.
        await watch.Hear(Level(3, 100));
        (await Grain("low:S:A").Get()).Value!.Version.ShouldBe(2);
        (await Grain("out:S:A").Get()).Refusal!.Kind.ShouldBe(RefusalKind.UnknownAlert);
    }

    [Fact]
    public async Task A_sweep_wakes_what_was_silenced_until_then_and_leaves_the_rest_asleep()
    {
        await Prepare();
        await SweepTwice();
        var now = Clock.GetUtcNow();
        (await Grain("low:S:NEW").Snooze(new(now.AddHours(1), null, House.By))).Refusal.ShouldBeNull();
        (await Grain("out:S:OLD").Snooze(new(now.AddHours(5), null, House.By))).Refusal.ShouldBeNull();
        (await Grain("licence:S:LIC-1").Resolve(new("Applied for.", null, House.By))).Refusal.ShouldBeNull();
        Clock.Advance(TimeSpan.FromHours(2));
        await SweepTwice();
        var states = (await All()).ToDictionary(alert => alert.Cause.Id, alert => alert.State);
        (states["low:S:NEW"], states["out:S:OLD"], states["licence:S:LIC-1"]).ShouldBe((AlertState.Raised, AlertState.Snoozed, AlertState.Settled));
        var counts = await new AlertList(new(Store)).CountOpen(CancellationToken.None);
        counts.ShouldContain((AlertKind.Out, AlertSeverity.Critical, 2));
        counts.ShouldNotContain(it => it.Kind == AlertKind.Licence);
    }

    private async Task Prepare()
    {
        _start = Clock.GetUtcNow();
        foreach (var store in new[] { "S", "T" })
            (await House.Grains.GetGrain<IStoreGrain>(store).Put(new(
                new("Store", "Asia/Shanghai", Licences: store == "S" ? [new("LIC-1", [GoodsCategory.Drug], null, DayOf(40))] : null), null, House.By))).Refusal.ShouldBeNull();
        (await House.Grains.GetGrain<ISupplierGrain>("SUP").Put(new(new("Supplier", Qualifications: [new("gmp", "Q-1", ValidThrough: DayOf(2)), new("gmp", "Q-2", ValidThrough: DayOf(900))]), null, House.By))).Refusal.ShouldBeNull();
        await House.PutSku("OLD");
        await House.PutSku("NEW", new("New", "piece", Registration: new("REG-1", ValidThrough: DayOf(-1))));
        await Receive("OLD", "L1", 5, Day(1));
        await Receive("NEW", "L1", 7, Day(900));
        await House.Transfer("T-1").Put(new("S", "T", [new("NEW", 5, null)], House.By));
        (await House.Transfer("T-1").Ship(new(House.By))).Value!.State.ShouldBe(TransferState.Shipped);
        await Receive("NEW", "L2", 3, Day(80));
        (await House.Stock("S", "NEW").RecordFact(new("F-1", FactKind.Breakage, 1, null, null, Clock.GetUtcNow(), null, null, "Fell.", null, House.By))).Refusal.ShouldBeNull();
        await Policy(new("low", AlertKind.Low, "S", null, 5, null, true, new(2026, 1, 1), null));
        Clock.Advance(TimeSpan.FromDays(4));
    }

    private DateOnly DayOf(int days) => StockSigns.DayOf(_start, new("Store", "Asia/Shanghai")).AddDays(days);

    private string Day(int days) => StockSigns.Text(DayOf(days));

    private async Task Mend()
    {
        var stock = House.Stock("S", "NEW");
        (await House.Transfer("T-1").Receive(new([], [], House.By))).Refusal.ShouldBeNull();
        (await stock.CloseIncident(new("F-1", "Swept up.", House.By))).Refusal.ShouldBeNull();
        (await House.Grains.GetGrain<IStoreGrain>("S").Put(new(new("Store", "Asia/Shanghai"), null, House.By))).Refusal.ShouldBeNull();
        await House.PutSku("NEW", new("New", "piece"));
        (await House.Grains.GetGrain<ISupplierGrain>("SUP").Put(new(new("Supplier"), null, House.By))).Refusal.ShouldBeNull();
        (await House.Stock("S", "OLD").Scrap(new("X-1", 5, null, "L1", "Expired.", House.By))).Refusal.ShouldBeNull();
        await Receive("OLD", "L2", 50, Day(900));
        foreach (var lot in (await House.Look("S", "NEW")).Lots.Where(lot => lot.Lot == "L2" && lot.OnHand > 0))
            (await stock.Scrap(new("X-2", lot.OnHand, null, "L2", "Old.", House.By))).Refusal.ShouldBeNull();
        await Receive("NEW", "L3", 50, Day(900));
    }

    private async Task Receive(string sku, string lot, decimal quantity, string expiresOn)
    {
        ExpiryText.TryParse(expiresOn, ExpiryKind.ValidThrough, out var expiry).ShouldBeTrue();
        (await House.Stock("S", sku).Receive(new($"R-{sku}-{lot}", quantity, null, lot, expiry, null, null, null, null, null, null, LotStatus.Released, null, House.By))).Refusal.ShouldBeNull();
    }

    private async Task Policy(AlertPolicy policy) =>
        (await House.Grains.GetGrain<IAlertPoliciesGrain>(IAlertPoliciesGrain.TheKey).Put(new(policy, House.By))).Refusal.ShouldBeNull();

    private IAlertGrain Grain(string id) => House.Grains.GetGrain<IAlertGrain>(AlertCause.FromId(id)!.Key);

    private async Task Follow()
    {
        foreach (var model in new ReadModel[] { StockModel.Instance, ProductModel.Instance, BuyingModel.Instance, AlertModel.Instance }) await Once(NewTailer(model));
    }

    /// <summary>Sweeps, and once more, which finds nothing left to do; gives the open alerts.</summary>
    private async Task<List<string>> SweepTwice()
    {
        var reader = new ReadModelReader(Store);
        var stocks = new StockList(reader);
        IAlertSource[] sources =
        [
            new StockAlertSource(stocks, House.Catalogue), new LotAlertSource(new LotList(reader), House.Catalogue), new CaseAlertSource(reader, House.Grains),
            new LicenceAlertSource(new(Journal), House.Grains), new RegistrationAlertSource(reader), new QualificationAlertSource(new(Journal), House.Grains),
            new OverdueAlertSource(new OnOrderList(reader)),
        ];
        var sweep = new AlertSweep(
            sources, new AlertList(reader), new(House.Grains, new(Journal), new AlertList(reader)), House.Grains, new(House.Grains, Clock), _hint, reader, NewHost(new()), Journal, Clock, NullLogger<AlertSweep>.Instance);
        // Records are kept for 5 s.
        Clock.Advance(TimeSpan.FromSeconds(6));
        await Follow();
        await sweep.SweepOnce(CancellationToken.None);
        await Follow();
        (await sweep.SweepOnce(CancellationToken.None)).ShouldBe(0);
        return [.. (await All()).Where(alert => AlertLife.IsOpen(alert.State)).Select(Text)];
    }

    private async Task<IReadOnlyList<AlertView>> All() => (await new AlertList(new(Store)).Page(new(), AlertOrders.ByUrgency, null, 500, CancellationToken.None)).Items;

    private async Task<IReadOnlyList<StockLine>> Stocks() => (await new StockList(new(Store)).Page(new(), StockOrders.ByStore, null, 500, Clock.GetUtcNow(), CancellationToken.None)).Items;

#pragma warning disable CA1308 // Words are lower case.
    private static string Text(AlertView alert)
    {
        AlertTexts.Of(alert.Cause.Kind, alert.Facts, inChinese: false).Body.ShouldNotContain("?");
        AlertTexts.Of(alert.Cause.Kind, alert.Facts, inChinese: true).Body.ShouldNotContain("?");
        return $"{alert.Cause.Id} {alert.Facts.Severity.ToString().ToLowerInvariant()} {string.Join(' ', alert.Facts.Values.Select(fact => $"{fact.Name}={fact.Value}"))}";
    }
#pragma warning restore CA1308

    private StockLevelChanged Level(decimal available, long version) => new("S", "A", available, 0, available, 0, 0, 0, 0, 0, 0, 0, null, Clock.GetUtcNow().AddSeconds(version), version);

    private static List<StockLevelChanged> Disturbed(List<StockLevelChanged> levels, Random random)
    {
        var told = new List<StockLevelChanged>();
        foreach (var level in levels)
        {
            if (random.Next(100) < 30) continue;
            told.Insert(random.Next(100) < 30 ? random.Next(told.Count + 1) : told.Count, level);
            if (random.Next(100) < 30) told.Insert(random.Next(told.Count + 1), level);
        }
        return told;
    }

    private sealed class Collected : IStockLevels
    {
        public List<StockLevelChanged> Levels { get; } = [];

        public bool IsHeard => true;

        public Task Publish(StockLevelChanged level)
        {
            Levels.Add(level);
            return Task.CompletedTask;
        }
    }
}

public sealed class SqliteAlertTests() : AlertContract(new SqliteFolder());

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresAlertTests(PostgresServer server) : AlertContract(new PostgresDatabase(server));
