using BeautyGrains.Contracts;
using BeautyGrains.Engine.Tests;
using BeautyGrains.Journal.Memory;

namespace BeautyGrains.Grains.Tests.Stock;

/// <summary>The shell alone: what the rules are right about is tested as rules.</summary>
public sealed class StockGrainTests
{
    private static ReserveStock Ask(string id, decimal quantity) => new(id, quantity, null, null, null, null, null, null, null, false, House.By);

    private static CommitReservation Commit(string id, decimal? quantity = null) => new(id, quantity, [], MovementKind.Sale, null, House.By);

    private static async Task<House> Stocked(MemoryJournal journal, decimal quantity)
    {
        var house = await House.Open(journal);
        await house.PutStore("S");
        await house.PutSku("K");
        await house.Receive("S", "K", quantity);
        return house;
    }

    [Fact]
    public async Task Many_callers_at_once_never_get_more_than_there_is()
    {
        await using var journal = new MemoryJournal(new());
        await using var house = await Stocked(journal, 100);
        var stock = house.Stock("S", "K");

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => stock.Reserve(Ask($"r{i}", 1))));

        answers.Count(answer => answer.Value is not null).ShouldBe(100);
        answers.Where(answer => answer.Value is null).ShouldAllBe(answer => answer.Refusal!.Kind == RefusalKind.InsufficientAvailable);
        (await house.Look("S", "K")).Available.ShouldBe(0);
        (await stock.CountOpenReservations()).ShouldBe(100);
    }

    [Fact]
    public async Task A_command_that_has_left_the_memory_is_answered_from_the_journal_also_after_a_restart()
    {
        await using var journal = new MemoryJournal(new());
        long version;
        await using (var house = await Stocked(journal, 10_000))
        {
            var stock = house.Stock("S", "K");
            await stock.Reserve(Ask("r1", 3));
            version = (await stock.Commit(Commit("r1", 2))).Value!.Version;
            for (var i = 0; i < IdMemory.Kept + IdMemory.Slack; i++) await stock.Sell(new($"s{i}", 1, null, null, MovementKind.Sale, null, House.By));
            await Check(stock);
        }

        await using var next = await House.Open(journal);
        await Check(next.Stock("S", "K"));

        async Task Check(IStockGrain stock)
        {
            var again = await stock.Commit(Commit("r1", 2));
            (again.IsNew, again.Value!.State, again.Value.Committed, again.Value.Version).ShouldBe((false, ReservationState.Committed, 2m, version));
            // A repeat of the reservation gets its first answer, whatever has become of it since.
            var first = await stock.Reserve(Ask("r1", 3));
            (first.IsNew, first.Value!.State, first.Value.Committed, first.Value.Lots[0].Quantity).ShouldBe((false, ReservationState.Open, 0m, 3m));
            first.Value.Version.ShouldBeLessThan(version);
            (await stock.GetReservation("r1")).Value!.State.ShouldBe(ReservationState.Committed);
            (await stock.Reserve(Ask("r1", 4))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
            (await stock.GetMovement(MovementKind.Sale, "r1")).Value!.Quantity.ShouldBe(-2);
            (await stock.GetMovement(MovementKind.Sale, "s0")).Value!.Quantity.ShouldBe(-1);
            (await stock.GetReservation("fresh")).Refusal!.Kind.ShouldBe(RefusalKind.UnknownReservation);
        }
    }

    [Fact]
    public async Task A_repeat_is_known_also_when_recording_what_is_overdue_drives_it_out_of_the_memory()
    {
        await using var journal = new MemoryJournal(new());
        var clock = new ManualClock();
        await using (var house = await House.Open(journal, clock))
        {
            await house.PutStore("S");
            await house.PutSku("K");
            await house.Receive("S", "K", 10_000);
            var stock = house.Stock("S", "K");
            for (var i = 2; i < IdMemory.Kept + IdMemory.Slack; i++) await stock.Sell(new($"s{i}", 1, null, null, MovementKind.Sale, null, House.By));
            await stock.Reserve(Ask("r1", 1));
        }

        clock.Advance(TimeSpan.FromMinutes(10));
        await using var next = await House.Open(journal, clock);
        // Nothing is awaited between the look at the memory and the decision once the catalogue is known.
        (await next.Catalogue.Of("S", "K")).Value.ShouldNotBeNull();

        await next.Receive("S", "K", 10_000);

        (await next.Look("S", "K")).OnHand.ShouldBe(10_000 - (IdMemory.Kept + IdMemory.Slack - 2));
    }

    [Fact]
    public async Task An_extension_under_a_request_id_moves_the_end_once()
    {
        await using var journal = new MemoryJournal(new());
        await using var house = await Stocked(journal, 5);
        var stock = house.Stock("S", "K");
        var made = (await stock.Reserve(Ask("r1", 5))).Value!;
        var ask = new ExtendReservation("r1", TimeSpan.FromHours(1), House.By, "x1");
        var end = (await stock.Extend(ask)).Value!.ExpiresAt;
        end.ShouldBe(house.Clock.GetUtcNow().AddHours(1));

        house.Clock.Advance(TimeSpan.FromMinutes(5));

        var again = await stock.Extend(ask);
        (again.IsNew, again.Value!.ExpiresAt).ShouldBe((false, end));
        (await stock.Extend(ask with { HoldFor = TimeSpan.FromHours(2) })).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        (await stock.Extend(ask with { RequestId = null })).Value!.ExpiresAt.ShouldBe(end.AddMinutes(5));
        (await stock.Reserve(Ask("r1", 5))).Value!.ExpiresAt.ShouldBe(made.ExpiresAt);
    }

    [Fact]
    public async Task An_expired_reservation_is_recorded_soon_after_its_time_without_a_command()
    {
        await using var journal = new MemoryJournal(new());
        await using var house = await Stocked(journal, 5);
        var stream = StockKind.Instance.Stream("S/K");
        await house.Stock("S", "K").Reserve(Ask("r1", 5));
        var version = await journal.LastVersion(stream);

        house.Clock.Advance(TimeSpan.FromMinutes(10));

        await House.Until(async () => await journal.LastVersion(stream) > version, "the expiry is recorded");
        (await journal.ReadPage(stream, version, [], 10)).Select(recorded => recorded.Type).ShouldBe(["reservation-expired.1"]);
    }

    [Fact]
    public async Task Unknown_stores_and_skus_are_named_before_anything_else()
    {
        await using var journal = new MemoryJournal(new());
        await using var house = await Stocked(journal, 1);
        (await house.Stock("nowhere", "K").Reserve(Ask("r1", 1))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownStore);
        (await house.Stock("S", "nothing").GetReservation("r1")).Refusal!.Kind.ShouldBe(RefusalKind.UnknownSku);
        (await house.Stock("S", "nothing").Get()).ShouldBeNull();
    }

    [Fact]
    public async Task Time_ends_reservations_without_anybody_asking()
    {
        await using var journal = new MemoryJournal(new());
        await using var house = await Stocked(journal, 5);
        var stock = house.Stock("S", "K");
        await stock.Reserve(Ask("r1", 5));
        (await house.Look("S", "K")).NextChangeAt.ShouldBe(house.Clock.GetUtcNow().AddMinutes(10));

        house.Clock.Advance(TimeSpan.FromMinutes(10));

        (await house.Look("S", "K")).Available.ShouldBe(5);
        (await stock.GetReservation("r1")).Value!.State.ShouldBe(ReservationState.Expired);
        (await stock.Commit(Commit("r1"))).Refusal.ShouldBe(Refusal.NotIn("expired"));
        (await stock.Reserve(Ask("r2", 5))).IsNew.ShouldBeTrue();
    }
}
