using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Batches;

public sealed class BatchTests : IAsyncLifetime
{
    private const int AskedAtOnce = 32;
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        foreach (var sku in new[] { "A", "B" }) await _house.PutSku(sku, new($"Product {sku}", "piece", Packs: [new("box", 10)]));
        foreach (var store in new[] { "S", "T" })
        {
            await _house.PutStore(store);
            foreach (var sku in new[] { "A", "B" }) await _house.Receive(store, sku, 20);
        }
    }

    public async Task DisposeAsync()
    {
        _journal.Release();
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private static BatchItem Item(string id, string store, string sku, decimal quantity, string? unit = null, int minutes = 5) =>
        new(store, sku, id, quantity, unit, TimeSpan.FromMinutes(minutes), null, null, null, null);

    private Task<Answer<BatchView>> Put(string key, params BatchItem[] items) => _house.Batch(key).Put(new([.. items], House.By));

    private Task<Answer<ReservationView>> Single(BatchItem item) => _house.Stock(item.Store, item.Sku).Reserve(new(
        item.ReservationId, item.Quantity, item.Unit, item.HoldFor, null, null, null, null, null, false, House.By));

    private async Task<decimal> Reserved(string store, string sku) => (await _house.Look(store, sku)).Reserved;

    [Fact]
    public async Task Every_item_is_a_reservation_of_its_own_in_its_own_stock()
    {
        var (a, b, c) = (Item("r1", "T", "A", 2), Item("r2", "S", "B", 1, "box", minutes: 10), Item("r3", "S", "B", 3));
        var put = await Put("M", a, b, c);
        put.IsNew.ShouldBeTrue();
        put.Value!.Items.Select(item => (item.Store, item.Sku, item.Reservation.Id, item.Reservation.Quantity, item.IsNew))
            .ShouldBe([("S", "B", "r2", 10, true), ("S", "B", "r3", 3, true), ("T", "A", "r1", 2, true)]);
        put.Value.Items[0].Reservation.ExpiresAt.ShouldBe(_house.Clock.GetUtcNow().AddMinutes(10));
        await _house.NothingIsOpen();

        (await _house.Stock("S", "B").GetReservation("r2")).Value!.Quantity.ShouldBe(10);
        (await Single(c)).IsNew.ShouldBeFalse();
        (await Single(c with { Quantity = 4 })).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        (await _house.Stock("S", "B").Commit(new("r3", 1, [], MovementKind.Sale, null, House.By))).Value!.Committed.ShouldBe(1);
        (await _house.Stock("T", "A").Release(new("r1", House.By))).Value!.State.ShouldBe(ReservationState.Released);
        (await _house.Stock("S", "B").Extend(new("r2", TimeSpan.FromHours(1), House.By))).Refusal.ShouldBeNull();
        ((await Reserved("S", "B")), (await Reserved("T", "A"))).ShouldBe((10, 0));

        var again = await Put("M", c, b, a);
        again.IsNew.ShouldBeFalse();
        again.Value!.Items.Select(item => (item.Reservation.Id, item.Reservation.State, item.Reservation.ExpiresAt))
            .ShouldBe(put.Value.Items.Select(item => (item.Reservation.Id, ReservationState.Open, item.Reservation.ExpiresAt)));
        (await Put("M", a, b, c with { Quantity = 4 })).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        ((await Reserved("S", "B")), (await Reserved("T", "A"))).ShouldBe((10, 0));
    }

    [Fact]
    public async Task A_batch_that_cannot_have_everything_holds_nothing_and_names_what_was_not_to_be_had()
    {
        var refused = await Put("M", Item("r1", "S", "A", 2), Item("r2", "T", "B", 21), Item("r3", "X", "A", 1), Item("r4", "S", "NONE", 1), Item("r5", "S", "B", 1, "barrel"));
        refused.Refusal!.Kind.ShouldBe(RefusalKind.LinesRefused);
        refused.Refusal.Lines.Select(line => (line.Store, line.Sku, line.Id, line.Refusal.Kind)).ShouldBe(
        [
            ("S", "B", "r5", RefusalKind.Validation), ("S", "NONE", "r4", RefusalKind.UnknownSku),
            ("T", "B", "r2", RefusalKind.InsufficientAvailable), ("X", "A", "r3", RefusalKind.UnknownStore),
        ]);
        (await Reserved("S", "A")).ShouldBe(0);
        await _house.NothingIsOpen();

        // Nobody remembers the refusal: the key and the ids are free for another request.
        (await Put("M", Item("r1", "S", "A", 3), Item("r2", "T", "B", 20))).Value!.Items.ShouldAllBe(item => item.IsNew);
        ((await Reserved("S", "A")), (await Reserved("T", "B"))).ShouldBe((3, 20));
    }

    [Fact]
    public async Task What_was_reserved_before_counts_and_is_left_alone_when_the_batch_is_refused()
    {
        var own = Item("r1", "S", "A", 2);
        await Single(own);
        (await Put("M", own, Item("r2", "S", "B", 21))).Refusal!.Lines.Select(line => line.Id).ShouldBe(["r2"]);
        (await Reserved("S", "A")).ShouldBe(2);
        (await Put("M", own, Item("r2", "S", "B", 20))).Value!.Items.Select(item => item.IsNew).ShouldBe([false, true]);
        ((await Reserved("S", "A")), (await Reserved("S", "B"))).ShouldBe((2, 20));

        (await Put("N", own with { Quantity = 3 }, Item("r3", "T", "A", 1))).Refusal!.Lines.ShouldHaveSingleItem().Refusal.Kind.ShouldBe(RefusalKind.IdReused);
        await _house.Stock("S", "A").Release(new("r1", House.By));
        (await Put("N", own, Item("r3", "T", "A", 1))).Refusal!.Lines.ShouldHaveSingleItem().Refusal.ShouldBe(Refusal.NotIn("released"));
        (await Reserved("T", "A")).ShouldBe(0);
    }

    [Fact]
    public async Task What_somebody_was_told_of_while_the_batch_went_on_is_left_alone()
    {
        // More than are asked at once, so that the refusal comes with a later step; the record of the first step is lost.
        BatchItem[] items = [.. Enumerable.Range(0, AskedAtOnce).Select(i => Item($"a{i:00}", "S", "A", 0.5m)), Item("z", "T", "B", 21)];
        for (var written = 0; written <= AskedAtOnce; written++) _journal.NextAppend(Journal.Memory.AppendFate.Written);
        _journal.FailNext();
        await Should.ThrowAsync<OutcomeUnknownException>(() => Put("M", items));
        var told = await Single(items[0]);
        (told.IsNew, told.Value!.State).ShouldBe((false, ReservationState.Open));

        await _house.Batch("M").Drive();
        (await BatchKind.Instance.Replay(_journal, "M")).State.Phase.ShouldBe(BatchPhase.Refused);
        (await Reserved("S", "A")).ShouldBe(0.5m);
        (await _house.Stock("S", "A").GetReservation("a00")).Value!.State.ShouldBe(ReservationState.Open);
    }

    [Fact]
    public async Task Of_batches_that_race_for_the_last_unit_one_gets_everything_and_the_others_nothing()
    {
        await Single(Item("most", "S", "A", 19));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Put($"M{i}", Item($"last{i}", "S", "A", 1), Item($"other{i}", "T", "B", 2))));
        answers.Count(answer => answer.IsNew).ShouldBe(1);
        answers.Where(answer => !answer.IsNew).ShouldAllBe(answer => answer.Refusal!.Lines.Single().Store == "S" && answer.Refusal.Lines.Single().Refusal.Available == 0);
        ((await Reserved("S", "A")), (await Reserved("T", "B"))).ShouldBe((20, 2));
        await _house.NothingIsOpen();
    }

    [Fact]
    public async Task The_same_batch_sent_at_once_is_carried_out_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Put("M", Item("r1", "S", "A", 2), Item("r2", "T", "A", 3))));
        answers.Count(answer => answer.IsNew).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Value!.Items.Length == 2);
        ((await Reserved("S", "A")), (await Reserved("T", "A"))).ShouldBe((2, 3));
    }

    [Fact]
    public async Task A_large_batch_goes_in_bounded_steps()
    {
        var put = await Put("BIG", [.. Enumerable.Range(0, 500).Select(i => Item($"r{i}", i % 2 == 0 ? "S" : "T", "A", 0.01m))]);
        put.Value!.Items.Length.ShouldBe(500);
        ((await Reserved("S", "A")), (await Reserved("T", "A"))).ShouldBe((2.5m, 2.5m));
        (await _journal.LastVersion(BatchKind.Instance.Stream("BIG"))).ShouldBe(1 + (500 + AskedAtOnce - 1) / AskedAtOnce);
    }

    [Fact]
    public async Task A_batch_has_a_form()
    {
        (await Put("M")).Refusal.ShouldBe(Refusal.Invalid("items", "required"));
        (await Put("M", Item("r1", "S", "A", 1), Item("r1", "T", "A", 1))).Refusal.ShouldBe(Refusal.Invalid("items[1].id", "must-be-unique"));
        (await Put("M", Item("a:b", "S", "A", 1))).Refusal.ShouldBe(Refusal.Invalid("items[0].id", "must-be-an-id"));
        (await Put("M", [.. Enumerable.Range(0, 501).Select(i => Item($"r{i}", "S", "A", 1))])).Refusal.ShouldBe(Refusal.Invalid("items", "at-most-500-items"));
        (await Put("a:b", Item("r1", "S", "A", 1))).Refusal.ShouldBe(Refusal.Invalid("id", "must-be-an-id"));
    }
}
