using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Transfers;

public sealed class TransferTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await _house.PutStore("S");
        await _house.PutStore("T");
        await _house.PutSku("A");
        await _house.PutSku("ICE", new("Toxin", "vial", Storage: StorageClass.Labelled, MinCelsius: 2, MaxCelsius: 8));
        await _house.Receive("S", "A", 10);
        await _house.Receive("S", "A", 10, "L2");
        await _house.Receive("S", "ICE", 10);
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private ITransferGrain Transfer => _house.Transfer("T1");

    private Task<Answer<TransferView>> Put(params BasketLine[] lines) => Transfer.Put(new("S", "T", [.. lines], House.By));

    private Task<Answer<TransferView>> Ship() => Transfer.Ship(new(House.By));

    private Task<Answer<TransferView>> Receive(ImmutableArray<ReceivedLot> lines, params decimal[] celsius) => Transfer.Receive(new(
        lines, [.. celsius.Select((degrees, i) => new TransportReading(_house.Clock.GetUtcNow().AddMinutes(i), degrees))], House.By));

    private async Task Prepared(string sku = "A", decimal quantity = 12)
    {
        (await Put(new BasketLine(sku, quantity, null))).Value!.State.ShouldBe(TransferState.Ready);
        (await Ship()).Value!.State.ShouldBe(TransferState.Shipped);
    }

    private async Task<(decimal OnHand, decimal In, decimal Out)> Of(string store, string sku = "A")
    {
        var view = await _house.Look(store, sku);
        return (view.OnHand, view.InTransitIn, view.InTransitOut);
    }

    [Fact]
    public async Task Goods_go_from_shelf_to_shelf_and_repeats_change_nothing()
    {
        var put = await Put(new("A", 5, null), new("A", 7, null));
        (put.IsNew, put.Value!.State, put.Value.Lines.Single().Quantity).ShouldBe((true, TransferState.Ready, 12));
        (await Put(new("A", 5, null), new("A", 7, null))).IsNew.ShouldBeFalse();
        (await Put(new BasketLine("A", 12, null))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        (await _house.Look("S", "A")).Available.ShouldBe(8);
        put.Value.Lines.Single().Lots.ShouldBe([new("L1", 0, null, null, null, 10), new("L2", 0, null, null, null, 2)]);

        var shipped = await Ship();
        shipped.Value!.Lines.Single().Lots.ShouldBe([new("L1", 10, null, null, null), new("L2", 2, null, null, null)]);
        (await Ship()).IsNew.ShouldBeFalse();
        ((await Of("S")), (await Of("T"))).ShouldBe(((8, 0, 12), (0, 12, 0)));

        (await Receive([])).Value!.State.ShouldBe(TransferState.Received);
        (await Receive([])).IsNew.ShouldBeFalse();
        ((await Of("S")), (await Of("T"))).ShouldBe(((8, 0, 0), (12, 0, 0)));
        (await _house.Look("T", "A")).Lots.Select(lot => (lot.Lot, lot.OnHand)).ShouldBe([("L1", 10), ("L2", 2)]);
    }

    [Fact]
    public async Task Short_broken_and_excess_arrivals_are_recorded_as_losses_and_gains()
    {
        await Prepared();
        var received = await Receive([new("A", "L1", 7, 2), new("A", "L2", 2.5m, 0)]);
        received.Value!.Lines.Single().Lots.ShouldBe([new("L1", 10, 7, 2, 3), new("L2", 2, 2.5m, 0, -0.5m)]);
        ((await Of("S")), (await Of("T"))).ShouldBe(((8, 0, 0), (9.5m, 0, 0)));
        (await Receive([])).Refusal.ShouldBe(Refusal.NotIn("received"));
    }

    [Fact]
    public async Task Every_shipped_lot_is_told_exactly_once_or_none_at_all()
    {
        await Prepared();
        var missing = await Receive([new("A", "L1", 10, 0)]);
        (missing.Refusal!.Field, missing.Refusal.Sku, missing.Refusal.Lot).ShouldBe(("lines", "A", "L2"));
        (await Receive([new("A", "L1", 10, 0), new("A", "L2", 2, 0), new("A", "L1", 1, 0)])).Refusal.ShouldBe(Refusal.Invalid("lines[2].lot", "must-be-unique"));
        (await Receive([new("A", "L9", 10, 0)])).Refusal.ShouldBe(Refusal.Invalid("lines[0].lot", "not-shipped"));
        (await Receive([new("A", "L1", -1, 0), new("A", "L2", 2, 0)])).Refusal.ShouldBe(Refusal.Invalid("lines[0].received", "must-not-be-negative"));
        (await Receive([new("A", "L1", 1, 0.0001m), new("A", "L2", 2, 0)])).Refusal.ShouldBe(Refusal.Invalid("lines[0].broken", "at-most-3-decimals"));
        (await Of("T")).ShouldBe((0, 12, 0));
    }

    [Fact]
    public async Task Cold_goods_need_readings_and_a_warm_journey_is_quarantined()
    {
        await Prepared("ICE", 4);
        (await Receive([])).Refusal!.Kind.ShouldBe(RefusalKind.TransportReadingsRequired);
        (await Receive([], 4, 8.1m)).Value!.State.ShouldBe(TransferState.Received);
        var view = await _house.Look("T", "ICE");
        (view.OnHand, view.Quarantined, view.Available).ShouldBe((4, 4, 0));
    }

    [Fact]
    public async Task Cold_goods_of_a_journey_that_nobody_measured_are_quarantined_with_the_reason()
    {
        await Prepared("ICE", 4);
        (await Transfer.Receive(new([], [new(default, 5)], House.By, "broken logger"))).Refusal.ShouldBe(Refusal.Invalid("withoutReadings", "must-not-stand-beside-readings"));
        (await Transfer.Receive(new([], [], House.By, ""))).Refusal!.Field.ShouldBe("withoutReadings");
        (await Transfer.Receive(new([], [], House.By, "broken logger"))).Value!.State.ShouldBe(TransferState.Received);
        (await Transfer.Receive(new([], [], House.By, "broken logger"))).IsNew.ShouldBeFalse();
        (await Transfer.Receive(new([], [], House.By, "another reason"))).Refusal.ShouldBe(Refusal.NotIn("received"));
        var view = await _house.Look("T", "ICE");
        (view.OnHand, view.Quarantined, view.Available).ShouldBe((4, 4, 0));
    }

    [Fact]
    public async Task A_cold_journey_lets_cold_goods_be_sold()
    {
        await Prepared("ICE", 4);
        (await Receive([], 2, 8)).Value!.State.ShouldBe(TransferState.Received);
        (await _house.Look("T", "ICE")).Available.ShouldBe(4);
    }

    [Fact]
    public async Task A_lot_blocked_before_shipping_refuses_it_whole_and_the_transfer_can_be_cancelled()
    {
        await Put(new("A", 12, null), new("ICE", 1, null));
        await _house.Block("S", "A");
        (await Ship()).Refusal!.Lines.Select(line => (line.Sku, line.Refusal.Kind, line.Refusal.Lot)).ShouldBe([("A", RefusalKind.LotBlocked, "L1")]);
        (await Transfer.Get()).Value!.State.ShouldBe(TransferState.Ready);
        ((await Of("S")), (await Of("S", "ICE"))).ShouldBe(((20, 0, 0), (10, 0, 0)));

        var cancelled = (await Transfer.Cancel(new(House.By))).Value!;
        (cancelled.State, cancelled.Lines.Sum(line => line.Lots.Length)).ShouldBe((TransferState.Cancelled, 0));
        (await Transfer.Cancel(new(House.By))).IsNew.ShouldBeFalse();
        (await Ship()).Refusal.ShouldBe(Refusal.NotIn("cancelled"));
        (await _house.Look("S", "A")).Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task Pickers_see_the_lots_that_the_source_held_when_it_was_asked_last()
    {
        await Put(new BasketLine("A", 12, null));
        (await _house.Stock("S", "A").RecordFact(new("gone", FactKind.Breakage, 9, null, "L1", _house.Clock.GetUtcNow(), null, null, "fell down", null, House.By))).Refusal.ShouldBeNull();
        (await Ship()).Refusal!.Lines.ShouldHaveSingleItem();
        var held = (await _house.Stock("S", "A").GetReservation("transfer:T1")).Value!.Lots;
        held.ShouldNotBe([new("L1", 10), new("L2", 2)]);
        (await Transfer.Get()).Value!.Lines.Single().Lots.ShouldBe(held.Select(pin => new TransferLotView(pin.Lot, 0, null, null, null, pin.Quantity)));
    }

    [Fact]
    public async Task What_cannot_be_reserved_refuses_the_transfer_and_holds_nothing()
    {
        (await Put(new("A", 21, null), new("ICE", 1, null))).Refusal!.Lines.Select(line => line.Sku).ShouldBe(["A"]);
        (await Transfer.Get()).Value!.State.ShouldBe(TransferState.Refused);
        (await _house.Look("S", "ICE")).Reserved.ShouldBe(0);
        (await Transfer.Cancel(new(House.By))).Refusal.ShouldBe(Refusal.NotIn("refused"));
    }

    [Fact]
    public async Task A_shipped_transfer_cannot_be_cancelled()
    {
        await Prepared();
        (await Transfer.Cancel(new(House.By))).Refusal.ShouldBe(Refusal.NotIn("shipped"));
    }

    [Fact]
    public async Task Both_stores_must_exist_and_differ()
    {
        (await Transfer.Put(new("S", "S", [new("A", 1, null)], House.By))).Refusal.ShouldBe(Refusal.Invalid("to", "must-differ-from-from"));
        (await Transfer.Put(new("S", "X", [new("A", 1, null)], House.By))).Refusal.ShouldBe(new(RefusalKind.UnknownStore, Store: "X"));
        (await Transfer.Put(new("X", "S", [new("A", 1, null)], House.By))).Refusal.ShouldBe(new(RefusalKind.UnknownStore, Store: "X"));
        (await Transfer.Get()).Refusal!.Kind.ShouldBe(RefusalKind.UnknownTransfer);
    }
}
