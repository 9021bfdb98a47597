using BeautyGrains.Contracts;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Aggregates;

public sealed class AggregateGrainTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open(_journal);

    public async Task DisposeAsync()
    {
        _journal.Release();
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private ICounterGrain Counter(string key = "c") => _house.Grains.GetGrain<ICounterGrain>(key);

    /// <summary>Keeps the journal's one writer busy with another stream, so that everything after it waits in the queue.</summary>
    private async Task<Task> KeepWriterBusy()
    {
        await Counter().Get();
        _journal.Hang();
        var busy = Counter("other").Add("x", 1);
        await _journal.Hanging;
        return busy;
    }

    /// <summary>Sends one addition after the other and leaves them in flight. Calls that nobody waits for may overtake each other between silos.</summary>
    private async Task<Task<Answer<CounterView>>[]> InFlight(params (string Id, int Number)[] additions)
    {
        var flights = new List<Task<Answer<CounterView>>>();
        foreach (var (id, number) in additions)
        {
            var asked = await Counter().Asked();
            flights.Add(Counter().Add(id, number));
            await House.Until(async () => await Counter().Asked() == asked + 1, $"{id} has arrived");
        }
        return [.. flights];
    }

    [Fact]
    public async Task No_answer_of_any_kind_leaves_before_what_it_rests_on_is_durable()
    {
        await Counter().Add("first", 5);
        var busy = await KeepWriterBusy();

        var flights = await InFlight(("second", 2), ("second", 2), ("third", -100));
        var read = await Counter().Get();
        var readAgain = await Counter().Get();

        read.Sum.ShouldBe(5);
        readAgain.ShouldBe(read);
        flights.ShouldAllBe(flight => !flight.IsCompleted);

        _journal.Release();
        await busy;
        (await flights[0]).ShouldBe(new(new(7, 2), null, true));
        (await flights[1]).ShouldBe(new(new(7, 2), null, false));
        (await flights[2]).Refusal.ShouldBe(Refusal.Insufficient(7));
        (await Counter().Get()).Sum.ShouldBe(7);
    }

    [Fact]
    public async Task A_failing_append_fails_everything_in_flight_for_sure_and_the_next_activation_sees_the_truth()
    {
        await Counter().Add("first", 5);
        var busy = await KeepWriterBusy();
        _journal.FailNext();
        var flights = await InFlight(("a", 1), ("b", 1), ("a", 1), ("no", -100));
        _journal.Release();
        await busy;

        foreach (var flight in flights) await Should.ThrowAsync<NotWrittenException>(() => flight);
        (await Counter().Get()).ShouldBe(new(5, 1));
        (await Counter().Add("a", 1)).ShouldBe(new(new(6, 2), null, true));
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_to_everything_in_flight_and_a_retry_finds_the_truth()
    {
        var busy = await KeepWriterBusy();
        _journal.LoseNextAnswer();
        var flights = await InFlight(("a", 1), ("b", 2));
        _journal.Release();
        await busy;

        foreach (var flight in flights) await Should.ThrowAsync<OutcomeUnknownException>(() => flight);
        (await Counter().Add("a", 1)).ShouldBe(new(new(1, 1), null, false));
        (await Counter().Add("b", 2)).ShouldBe(new(new(3, 2), null, true));
    }

    [Fact]
    public async Task What_is_refused_because_of_an_append_before_it_tells_nothing_of_that_one()
    {
        await Counter().Get();
        _journal.LoseNextAnswer();
        _journal.Hang();
        var first = Counter().Add("a", 1);
        await _journal.Hanging;
        await Should.ThrowAsync<NotWrittenException>(() => Counter().Add("b", 2));
        _journal.Release();

        await Should.ThrowAsync<OutcomeUnknownException>(() => first);
        (await Counter().Add("a", 1)).ShouldBe(new(new(1, 1), null, false));
        (await Counter().Add("b", 2)).ShouldBe(new(new(3, 2), null, true));
    }

    [Fact]
    public async Task A_stale_activation_gets_nothing_in_after_the_version_that_it_lost()
    {
        await using var other = await House.Open(_journal);
        await Counter().Get();
        (await other.Grains.GetGrain<ICounterGrain>("c").Add("theirs", 10)).IsNew.ShouldBeTrue();
        var busy = await KeepWriterBusy();
        var mine = await InFlight(("a", 1), ("b", 2), ("c", 3));
        _journal.Release();
        await busy;

        foreach (var flight in mine) await Should.ThrowAsync<NotWrittenException>(() => flight);
        (await Counter().Get()).ShouldBe(new(10, 1));
        (await Counter().Add("c", 3)).ShouldBe(new(new(13, 2), null, true));
    }

    [Fact]
    public async Task A_full_queue_refuses_before_anything_is_decided()
    {
        await Counter().Add("first", 5);
        _journal.QueueFull = true;
        await Should.ThrowAsync<BusyException>(() => Counter().Add("a", 1));
        _journal.QueueFull = false;

        (await Counter().Get()).ShouldBe(new(5, 1));
        (await Counter().Add("a", 1)).ShouldBe(new(new(6, 2), null, true));
    }

    [Fact]
    public async Task Places_in_the_queue_are_given_back_whatever_was_decided()
    {
        await Counter().Add("a", 1);
        await Counter().Add("a", 1);
        await Counter().Add("b", -5);
        await Should.ThrowAsync<InvalidOperationException>(() => Counter().Add("c", 666));
        _journal.FailNext();
        await Should.ThrowAsync<NotWrittenException>(() => Counter().Add("d", 1));
        await Should.NotThrowAsync(() => House.Until(() => _journal.Queue.Waiting == 0, "an empty queue"));
    }

    [Fact]
    public async Task A_rule_that_throws_ends_the_activation_and_leaves_nothing_behind()
    {
        await Counter().Add("a", 1);
        await Should.ThrowAsync<InvalidOperationException>(() => Counter().Add("b", 666));
        (await Counter().Add("b", 2)).ShouldBe(new(new(3, 2), null, true));
    }

    [Fact]
    public async Task Snapshots_come_in_the_background_and_replay_from_one_equals_replay_from_zero()
    {
        await using var house = await House.Open(_journal, options: options => options.SnapshotAtLeastBytes = 200);
        var counter = house.Grains.GetGrain<ICounterGrain>("s");
        for (var i = 0; i < 50; i++) await counter.Add($"n{i}", i);
        var stream = CounterKind.Instance.Stream("s");
        await House.Until(async () => await _journal.ReadSnapshot(stream, CounterKind.Instance.FoldVersion) is not null, "a snapshot");

        var fast = await CounterKind.Instance.Replay(_journal, "s");
        var slow = await CounterKind.Instance.Replay(_journal, "s", fromZero: true);
        (fast.Version, fast.At, fast.State.Sum).ShouldBe((slow.Version, slow.At, slow.State.Sum));
        fast.State.Ids.ShouldBe(slow.State.Ids);
        (await _house.Grains.GetGrain<ICounterGrain>("s").Get()).ShouldBe(new(50 * 49 / 2, 50));
    }

    [Fact]
    public async Task A_hot_grain_commits_many_decisions_with_one_write()
    {
        var batches = new BatchCount();
        await using var journal = new MemoryJournal(new() { Faults = batches });
        await using var house = await House.Open(journal);
        var counter = house.Grains.GetGrain<ICounterGrain>("hot");
        await counter.Get();
        var all = Enumerable.Range(0, 2_000).Select(i => counter.Add($"n{i}", 1)).ToArray();
        await Task.WhenAll(all);

        (await counter.Get()).ShouldBe(new(2_000, 2_000));
        all.Select(one => one.Result.Value!.Sum).Order().ShouldBe(Enumerable.Range(1, 2_000));
        batches.Batches.ShouldBeLessThan(500);
    }

    [Fact]
    public async Task A_silent_activation_checks_its_version_before_it_answers()
    {
        var clock = new Engine.Tests.ManualClock();
        await using var mine = await House.Open(_journal, clock, options => options.CheckAfterSilence = TimeSpan.FromSeconds(5));
        var counter = mine.Grains.GetGrain<ICounterGrain>("c");
        (await counter.Get()).Sum.ShouldBe(0);
        await Counter().Add("theirs", 4);
        (await counter.Get()).Sum.ShouldBe(0);

        clock.Advance(TimeSpan.FromSeconds(6));
        await Should.ThrowAsync<NotWrittenException>(() => counter.Get());
        (await counter.Get()).ShouldBe(new(4, 1));
    }

    private sealed class BatchCount : MemoryJournalFaults
    {
        public int Batches { get; private set; }

        // As long as a disk takes: with one that takes no time it is luck how many decisions a write finds.
        public override async ValueTask BeforeSync()
        {
            Batches++;
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
