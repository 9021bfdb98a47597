using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Picking;

/// <summary>Pick lists over real grains: goods leave their bins, what is short is lost and planned anew, and giving up puts back.</summary>
public sealed class PickListGrainTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await Furnish(_house);
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    // L1: 4 in B1, 3 in B2, 3 unplaced; L2: 5 in B2.
    private static async Task Furnish(House house)
    {
        await house.PutStore("S");
        await house.PutSku("A");
        (await house.Grains.GetGrain<IZoneGrain>("S/Z").Put(new(new("Shop", null, [StorageClass.Ambient], []), null, House.By))).Refusal.ShouldBeNull();
        foreach (var (bin, order) in new[] { ("B1", 1), ("B2", 2) })
            (await house.Grains.GetGrain<IBinsGrain>("S").Put(new(bin, new("Z", order, []), null, House.By))).Refusal.ShouldBeNull();
        await house.Receive("S", "A", 10);
        await house.Receive("S", "A", 5, "L2");
        foreach (var (lot, bin, quantity) in new[] { ("L1", "B1", 4), ("L1", "B2", 3), ("L2", "B2", 5) })
            (await house.Stock("S", "A").Place(new($"{lot}-{bin}", lot, quantity, null, bin, null, House.By))).Refusal.ShouldBeNull();
    }

    private static IPickListGrain ListIn(House house, string id = "P") => house.Grains.GetGrain<IPickListGrain>($"S/{id}");

    private static Task Reserve(House house, string id, decimal quantity) => Must(house.Stock("S", "A").Reserve(new(id, quantity, null, TimeSpan.FromHours(1), null, null, null, null, null, false, House.By)));

    private static async Task Must<T>(Task<Answer<T>> answer)
        where T : class
        => (await answer).Refusal.ShouldBeNull();

    private static PutPickList Ask(params string[] reservations) => new([.. reservations.Select(reservation => new PickSource("A", reservation))], null, null, "ann", House.By);

    private static ConfirmPick Confirm(PickListLine line, decimal? found = null) => new(line.Number, line.Bin, line.Lot, found, House.By);

    private static string Text(PickListView list) => string.Join(" ", list.Lines.Select(line => FormattableString.Invariant($"{line.Number}:{line.Bin ?? "-"}:{line.Lot}:{line.Quantity}:{line.State}")));

    private static async Task<string> Bins(House house) => string.Join(" ", (await house.Look("S", "A")).Lots.Select(lot => FormattableString.Invariant(
        $"{lot.Lot}={lot.OnHand}({string.Join(",", (lot.Bins ?? []).Select(bin => FormattableString.Invariant($"{bin.Bin}:{bin.Quantity}")))})")));

    [Fact]
    public async Task A_list_is_made_in_walking_order_fetched_line_by_line_and_finished_and_a_sale_takes_what_was_fetched()
    {
        await Reserve(_house, "r1", 9);
        var made = await ListIn(_house).Put(Ask("r1", "none"));
        made.IsNew.ShouldBeTrue();
        Text(made.Value!).ShouldBe("1:-:L1:3:Waiting 2:B1:L1:4:Waiting 3:B2:L1:2:Waiting");
        (await ListIn(_house).Put(Ask("r1"))).IsNew.ShouldBeFalse();
        (await ListIn(_house).Put(Ask("r1") with { Person = "ben" })).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        (await ListIn(_house, "other").Put(Ask("none"))).Refusal.ShouldBe(Refusal.NotIn("nothing-to-pick"));
        (await ListIn(_house, "other").Get()).Refusal!.Kind.ShouldBe(RefusalKind.UnknownPickList);

        var lines = made.Value!.Lines;
        (await ListIn(_house).Confirm(Confirm(lines[1]) with { Bin = "B2" })).Refusal!.Field.ShouldBe("bin");
        (await ListIn(_house).Confirm(Confirm(lines[1]) with { Lot = "L2" })).Refusal!.Field.ShouldBe("lot");
        (await ListIn(_house).Finish(House.By)).Refusal.ShouldBe(Refusal.NotIn("lines-waiting"));
        foreach (var line in lines) await Must(ListIn(_house).Confirm(Confirm(line)));
        (await ListIn(_house).Confirm(Confirm(lines[0]))).IsNew.ShouldBeFalse();
        (await Bins(_house)).ShouldBe("L1=10(B2:1) L2=5(B2:5)");
        (await ListIn(_house).Finish(House.By)).Value!.State.ShouldBe(PickListState.Finished);
        await Must(_house.Stock("S", "A").Commit(new("r1", null, [], MovementKind.Sale, null, House.By)));
        (await Bins(_house)).ShouldBe("L1=1(B2:1) L2=5(B2:5)");
        (await _house.Stock("S", "A").GetIncidents()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bin_that_holds_less_loses_the_rest_with_an_incident_that_has_an_owner_and_the_line_goes_on_elsewhere()
    {
        await Reserve(_house, "r1", 9);
        var lines = (await ListIn(_house).Put(Ask("r1"))).Value!.Lines;
        var after = (await ListIn(_house).Confirm(Confirm(lines[1], 1))).Value!;
        // 3 of B1 are lost. One more of L1 lies in B2, and 2 are pinned anew in L2.
        Text(after).ShouldBe("1:-:L1:3:Waiting 2:B1:L1:4:Short 3:B2:L1:2:Waiting 4:B2:L1:1:Waiting 5:B2:L2:2:Waiting");
        after.Lines.Where(line => line.InsteadOf == 2).Select(line => line.Number).ShouldBe([4, 5]);
        (await Bins(_house)).ShouldBe("L1=7(B2:3) L2=5(B2:5)");
        (await _house.Stock("S", "A").GetReservation("r1")).Value!.Lots.ShouldBe([new("L1", 7), new("L2", 2)], ignoreOrder: true);
        var incident = (await _house.Stock("S", "A").GetIncidents()).ShouldHaveSingleItem();
        (incident.Id, incident.Fact, incident.Quantity, incident.Lot, incident.Owner).ShouldBe(("pick:P:2", FactKind.Loss, 3m, "L1", "ann"));
        after.Lines.Single(line => line.Number == 2).Incident.ShouldBe("pick:P:2");
        foreach (var line in after.Lines.Where(line => line.State == PickLineState.Waiting)) await Must(ListIn(_house).Confirm(Confirm(line)));
        await Must(ListIn(_house).Finish(House.By));
        (await Bins(_house)).ShouldBe("L1=7() L2=5(B2:3)");
    }

    [Fact]
    public async Task What_nothing_else_has_is_told_as_unplanned()
    {
        await Reserve(_house, "r1", 10);
        await Reserve(_house, "r2", 5);
        var lines = (await ListIn(_house).Put(Ask("r1"))).Value!.Lines;
        var after = (await ListIn(_house).Confirm(Confirm(lines[1], 0))).Value!;
        (after.State, after.Lines.Single(line => line.Number == 2).Unplanned, after.Lines.Count).ShouldBe((PickListState.Open, 4m, 3));
        (await _house.Look("S", "A")).OnHand.ShouldBe(11);
    }

    [Fact]
    public async Task A_line_whose_goods_the_book_has_no_more_is_refused_waits_and_is_planned_anew_without_a_loss()
    {
        await Reserve(_house, "r1", 7);
        var lines = (await ListIn(_house).Put(Ask("r1"))).Value!.Lines;
        await Must(_house.Stock("S", "A").Place(new("moved", "L1", 4, "B1", "B2", null, House.By)));
        (await ListIn(_house).Confirm(Confirm(lines[1]))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownBin);
        (await ListIn(_house).Get()).Value!.State.ShouldBe(PickListState.Open);
        (await ListIn(_house).Assign(new("ben", House.By))).Value!.Person.ShouldBe("ben");
        Text((await ListIn(_house).Confirm(Confirm(lines[1], 0))).Value!).ShouldBe("1:-:L1:3:Waiting 2:B1:L1:4:Short 3:B2:L1:4:Waiting");
        (await _house.Stock("S", "A").GetIncidents()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Giving_up_puts_back_what_is_still_here()
    {
        await Reserve(_house, "r1", 5);
        await Reserve(_house, "r2", 3);
        var lines = (await ListIn(_house).Put(Ask("r1", "r2"))).Value!.Lines;
        foreach (var line in lines) await Must(ListIn(_house).Confirm(Confirm(line)));
        (await Bins(_house)).ShouldBe("L1=10(B2:2) L2=5(B2:5)");
        await Must(_house.Stock("S", "A").Commit(new("r2", null, [], MovementKind.Sale, null, House.By)));
        var given = (await ListIn(_house).Cancel(new("No driver.", House.By))).Value!;
        given.State.ShouldBe(PickListState.Cancelled);
        given.Lines.Where(line => line.Bin is not null).Select(line => (line.Reservation, line.State))
            .ShouldAllBe(line => line.Item2 == (line.Reservation == "r2" ? PickLineState.Kept : PickLineState.Returned));
        (await Bins(_house)).ShouldBe("L1=7(B1:2,B2:2) L2=5(B2:5)");
        (await ListIn(_house).Cancel(new("No driver.", House.By))).IsNew.ShouldBeFalse();
        (await ListIn(_house).Confirm(Confirm(lines[0], 0))).Refusal.ShouldBe(Refusal.NotIn("cancelled"));
    }

    [Fact]
    public async Task A_crash_anywhere_leaves_a_list_that_goes_on_and_loses_nothing_twice()
    {
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await Furnish(house);
                await Reserve(house, "r1", 9);
            },
            async house => await Script(house),
            async (house, _) =>
            {
                await house.Sweep.SweepOnce(CancellationToken.None);
                await Script(house);
                (await ListIn(house).Get()).Value!.State.ShouldBe(PickListState.Cancelled);
                (await Bins(house)).ShouldBe("L1=7(B1:1,B2:3) L2=5(B2:5)");
                (await house.Stock("S", "A").GetIncidents()).ShouldHaveSingleItem().Owner.ShouldBe("ann");
            });
        crashes.ShouldBeGreaterThan(10);
    }

    private static async Task Script(House house)
    {
        var list = (await ListIn(house).Put(Ask("r1"))).Value.ShouldNotBeNull();
        if (list.State == PickListState.Open)
        {
            await Must(ListIn(house).Confirm(new(2, "B1", "L1", 1, House.By)));
            await Must(ListIn(house).Confirm(new(3, "B2", "L1", 2, House.By)));
        }
        await Must(ListIn(house).Cancel(new("Enough.", House.By)));
    }
}
