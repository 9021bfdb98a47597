using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Grains.Tests;
using BeautyGrains.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Excursions that are discovered after their goods have moved.</summary>
public sealed class ExcursionReachTests
{
    private static readonly string[] s_expectedExposed = ["S/COOL/GONE", "S/COOL/L1", "S/COOL/MOVED", "T/COOL/L1", "U/COOL/L1"];
    private static readonly string[] s_expectedLots = ["S/COOL/L1", "S/COOL/MOVED", "T/COOL/L1", "U/COOL/L1"];

    // Every half hour from before the excursion to after it, as minutes and degrees.
    private static readonly (int Minute, decimal Celsius)[] s_readings = [(0, 15), (30, 15), (60, 45), (90, 46), (120, 46), (150, 45), (180, 15), (210, 15), (240, 15)];

    public static TheoryData<int[]> Orders => new(
        [0, 1, 2, 3, 4, 5, 6, 7, 8],
        [8, 7, 6, 5, 4, 3, 2, 1, 0],
        [4, 0, 8, 2, 6, 3, 4, 1, 7, 5, 0]);

    private static async Task Begin(House house)
    {
        foreach (var store in new[] { "S", "T", "U" }) await house.PutStore(store, "UTC");
        foreach (var sku in new[] { ("COOL", StorageClass.Cool), ("WARM", StorageClass.Ambient) }) await house.PutSku(sku.Item1, new($"Product {sku.Item1}", "piece", Storage: sku.Item2));
        EquatableList<SensorRecord> sensors = [new("T1", [new(new(2020, 1, 1), new(2099, 1, 1))])];
        foreach (var zone in new[] { ("F", sensors), ("G", []) })
            (await house.Grains.GetGrain<IZoneGrain>(new ZoneKey("S", zone.Item1).ToString()).Put(new(new(zone.Item1, null, [StorageClass.Cool], zone.Item2), null, House.By))).Refusal.ShouldBeNull();
        foreach (var bin in new[] { "F", "G" }) (await house.Grains.GetGrain<IBinsGrain>("S").Put(new($"{bin}1", new(bin, 1, []), null, House.By))).Refusal.ShouldBeNull();
        foreach (var lot in new[] { "L1", "GONE", "MOVED", "OTHER" }) await house.Receive("S", "COOL", 10, lot);
        await house.Receive("S", "WARM", 10);
        await Place(house, "MOVED", "F1", null);
        await Place(house, "OTHER", "G1", null);
    }

    private static async Task Place(House house, string lot, string to, string? from) =>
        (await house.Stock("S", "COOL").Place(new($"{lot}-{to}", lot, 10, from, to, null, House.By))).Refusal.ShouldBeNull();

    private static async Task Sell(House house, string store, string id, string lot, decimal quantity, string client) =>
        (await house.Stock(store, "COOL").Sell(new(id, quantity, null, lot, MovementKind.Sale, null, House.By, Client: client))).Refusal.ShouldBeNull();

    private static async Task Ship(House house, string id, string from, string to, decimal quantity)
    {
        (await house.Transfer(id).Put(new(from, to, [new("COOL", quantity, null)], House.By))).Refusal.ShouldBeNull();
        (await house.Transfer(id).Ship(new(House.By))).Refusal.ShouldBeNull();
    }

    /// <summary>What happens while nobody reads the sensor, which was too warm from minute 60 to minute 180.</summary>
    private static async Task Live(House house, DateTimeOffset begin)
    {
        house.Clock.Advance(begin.AddMinutes(100) - house.Clock.GetUtcNow());
        await Place(house, "MOVED", "G1", "F1");
        await Sell(house, "S", "gone", "GONE", 10, "C-1");
        await Ship(house, "T1", "S", "T", 4);
        (await house.Transfer("T1").Receive(new([], [], House.By))).Value!.State.ShouldBe(TransferState.Received);
        house.Clock.Advance(begin.AddMinutes(200) - house.Clock.GetUtcNow());
        await Sell(house, "T", "later", "L1", 1, "C-2");
        // Came when it was over.
        await house.Receive("S", "COOL", 10, "LATE");
        await Ship(house, "T2", "T", "U", 2);
        house.Clock.Advance(begin.AddMinutes(300) - house.Clock.GetUtcNow());
    }

    [Theory, MemberData(nameof(Orders))]
    public async Task Readings_that_come_late_and_in_any_order_find_the_same_goods_wherever_they_are_by_then(int[] order)
    {
        await using var journal = new FaultyJournal();
        await using var house = await House.Open(journal);
        var begin = house.Clock.GetUtcNow();
        await Begin(house);
        await Live(house, begin);
        var zone = house.Grains.GetGrain<IZoneGrain>(new ZoneKey("S", "F").ToString());
        foreach (var i in order)
            (await zone.Take(new("T1", null, [new(begin.AddMinutes(s_readings[i].Minute), s_readings[i].Celsius, null)], House.By))).Refusal.ShouldBeNull();

        var watch = new ConditionWatch(house.Grains, journal, new(journal), NullLogger<ConditionWatch>.Instance);
        (await watch.Run(CancellationToken.None)).ShouldBe(new(2, 1, 0, 0));
        // Still between two stores.
        var early = (await zone.Get())!.Cases.ShouldHaveSingleItem();
        early.Exposed!.Select(one => one.Store).ShouldNotContain("U");
        (await house.Transfer("T2").Receive(new([], [], House.By))).Value!.State.ShouldBe(TransferState.Received);
        (await watch.Run(CancellationToken.None)).Cases.ShouldBe(1);
        (await watch.Run(CancellationToken.None)).Cases.ShouldBe(0);

        var found = (await zone.Get())!.Cases.ShouldHaveSingleItem();
        (found.From, found.Until).ShouldBe((begin.AddMinutes(60), begin.AddMinutes(180)));
        found.Exposed!.Select(one => $"{one.Store}/{one.Sku}/{one.Lot}").ShouldBe(s_expectedExposed);
        found.Exposed!.Single(one => one.Lot == "GONE").Since.ShouldBe(begin.AddMinutes(60));
        found.Lots.Select(one => $"{one.Store ?? "S"}/{one.Sku}/{one.Lot}").Order(StringComparer.Ordinal).ShouldBe(s_expectedLots);
        foreach (var lot in found.Lots) (await house.Look(lot.Store ?? "S", lot.Sku)).Lots.Single(one => one.Lot == lot.Lot).Status.ShouldBe(LotStatus.Quarantined, lot.Lot);
        foreach (var (sku, lot) in new[] { ("COOL", "OTHER"), ("COOL", "LATE"), ("WARM", "L1") }) (await house.Look("S", sku)).Lots.Single(one => one.Lot == lot).Status.ShouldBe(LotStatus.Released, lot);

        (await zone.Decide(new(found.Id, ExcursionDecision.Release, "stability data", null, false, House.By))).Refusal.ShouldBeNull();
        (await watch.Run(CancellationToken.None)).CarriedOut.ShouldBe(1);
        (await house.Look("U", "COOL")).Lots.ShouldHaveSingleItem().Status.ShouldBe(LotStatus.Released);
    }
}
