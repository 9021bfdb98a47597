namespace BeautyGrains.Journal.Tests;

/// <summary>Appending: order, all or nothing, fencing, the bound of the queue.</summary>
public abstract class AppendContract : JournalContract
{
    [Fact]
    public async Task Events_come_back_in_order_with_everything_they_were_given()
    {
        var writer = Journal.Open(Stock("a"), 0);
        var at = new DateTimeOffset(2026, 3, 1, 20, 0, 0, 123, TimeSpan.FromHours(8)).AddTicks(7);
        (await Append(writer, Event("""{"b":1,  "a":"玻尿酸"}""", "received.1", at: at))).ShouldBe(1);
        (await Append(writer, Event("2"), Event("3"))).ShouldBe(3);

        var all = await Journal.Read(Stock("a"), 0).ToListAsync();
        all.Select(entry => entry.Version).ShouldBe([1, 2, 3]);
        all.Select(entry => entry.Position.Number).ShouldBe([1, 2, 3]);
        all.Select(Text).ShouldBe(["""{"b":1,  "a":"玻尿酸"}""", "2", "3"]);
        all[0].ShouldSatisfyAllConditions(
            entry => entry.Stream.ShouldBe(Stock("a")), entry => entry.Type.ShouldBe("received.1"), entry => entry.At.ShouldBe(at),
            entry => entry.At.Offset.ShouldBe(TimeSpan.Zero), entry => entry.Actor.ShouldBe("key-1"), entry => entry.CorrelationId.ShouldBe("request-1"));
        (await Journal.Read(Stock("a"), 2).ToListAsync()).Select(Text).ShouldBe(["3"]);
        (await Journal.LastVersion(Stock("a"))).ShouldBe(3);
        (await Journal.LastVersion(Stock("unknown"))).ShouldBe(0);
    }

    [Fact]
    public async Task Empty_texts_are_kept_as_empty()
    {
        var writer = Journal.Open(Stock(""), 0);
        await Append(writer, new NewEvent("t.1", ReadOnlyMemory<byte>.Empty, Noon, CommandId: ""));
        var entry = (await Journal.Read(Stock(""), 0).ToListAsync()).ShouldHaveSingleItem();
        entry.Payload.Length.ShouldBe(0);
        entry.Actor.ShouldBe("");
        (await Journal.FindCommand(Stock(""), "")).ShouldBe(new RememberedCommand("", 1, ""));
        await ShouldBeSound();
    }

    [Fact]
    public async Task Appends_made_one_after_the_other_without_waiting_keep_their_order()
    {
        var writer = Journal.Open(Stock("a"), 0);
        var appends = Enumerable.Range(1, 300).Select(number => Append(writer, Event($"{number}")).AsTask()).ToList();
        (await Task.WhenAll(appends)).ShouldBe(Enumerable.Range(1, 300).Select(number => (long)number));
        (await Payloads(Stock("a"))).ShouldBe(Enumerable.Range(1, 300).Select(number => $"{number}"));
    }

    [Fact]
    public async Task A_conflict_writes_nothing_of_the_append_and_poisons_only_its_own_writer()
    {
        var stream = Stock("a");
        var stale = Journal.Open(stream, 0);
        await Append(Journal.Open(stream, 0), Event("first"));
        var neighbour = Journal.Open(Stock("b"), 0);

        // Together, so that they may share a batch.
        var before = Append(neighbour, Event("b1")).AsTask();
        var lost = Append(stale, Event("x", command: "x-id", mark: StreamMark.Open), Event("y")).AsTask();
        var behind = Append(stale, Event("z")).AsTask();
        var after = Append(neighbour, Event("b2")).AsTask();

        await Should.ThrowAsync<JournalConflictException>(lost);
        await Should.ThrowAsync<JournalUnavailableException>(behind);
        await Should.ThrowAsync<JournalUnavailableException>(async () => await Append(stale, Event("later")));
        (await before).ShouldBe(1);
        (await after).ShouldBe(2);
        (await Payloads(stream)).ShouldBe(["first"]);
        (await Payloads(Stock("b"))).ShouldBe(["b1", "b2"]);
        (await Journal.FindCommand(stream, "x-id")).ShouldBeNull();
        (await Journal.OpenStreams("stock").ToListAsync()).ShouldBeEmpty();
        await ShouldBeSound();
    }

    [Fact]
    public async Task A_stale_writer_never_gets_its_next_version_in_after_a_lost_one()
    {
        var stream = Stock("a");
        await Append(Journal.Open(stream, 0), Event("1"));
        var stale = Journal.Open(stream, 1);
        var fresh = Journal.Open(stream, 1);
        await Append(fresh, Event("fresh 2"));

        // The stale one's 2 is lost; its 3 would fit after the fresh 2.
        var lost = Append(stale, Event("stale 2")).AsTask();
        var next = Append(stale, Event("stale 3")).AsTask();
        await Should.ThrowAsync<JournalConflictException>(lost);
        await Should.ThrowAsync<JournalUnavailableException>(next);
        await Append(fresh, Event("fresh 3"));
        (await Payloads(stream)).ShouldBe(["1", "fresh 2", "fresh 3"]);
    }

    [Fact]
    public async Task Of_two_writers_that_append_at_once_one_wins_and_the_other_conflicts()
    {
        for (var round = 0; round < 20; round++)
        {
            var stream = Stock($"race-{round}");
            var appends = new[] { "left", "right" }.Select(name => Append(Journal.Open(stream, 0), Event(name)).AsTask()).ToList();
            await Should.ThrowAsync<JournalConflictException>(Task.WhenAll(appends));
            appends.Count(append => append.IsCompletedSuccessfully).ShouldBe(1);
            (await Payloads(stream)).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_writer_that_believes_in_a_later_version_than_there_is_leaves_no_gap()
    {
        await Append(Journal.Open(Stock("a"), 0), Event("1"));
        await Should.ThrowAsync<JournalConflictException>(async () => await Append(Journal.Open(Stock("a"), 5), Event("6")));
        await Should.ThrowAsync<JournalConflictException>(async () => await Append(Journal.Open(Stock("new"), 1), Event("2")));
        (await Journal.ListStreams("stock", "", "", 10)).ShouldBe([Stock("a")]);
        await ShouldBeSound();
    }

    [Fact]
    public async Task Two_journals_on_one_storage_fence_each_other()
    {
        var other = Another();
        var stream = Stock("a");
        var mine = Journal.Open(stream, 0);
        await Append(mine, Event("1"));
        var theirs = other.Open(stream, 1);
        await other.Append(theirs, Event("2"));
        await Should.ThrowAsync<JournalConflictException>(async () => await Append(mine, Event("stale")));
        await Append(Journal.Open(stream, 2), Event("3"));
        (await other.Read(stream, 0).ToListAsync()).Select(Text).ShouldBe(["1", "2", "3"]);
        await ShouldBeSound();
    }

    [Fact]
    public async Task A_full_queue_refuses_before_anything_is_decided_and_frees_up_again()
    {
        var small = Another(capacity: 3);
        small.Queue.ShouldBe((0, 3));
        var first = small.Enter(2);
        Should.Throw<JournalBusyException>(() => small.Enter(2));
        var second = small.Enter();
        Should.Throw<JournalBusyException>(() => small.Enter());
        second.Dispose();
        second.Dispose();
        small.Queue.ShouldBe((2, 3));
        await small.Open(Stock("a"), 0).Append(first, new[] { Event("1") });
        small.Queue.ShouldBe((0, 3));
    }

    [Fact]
    public async Task A_place_comes_back_whatever_becomes_of_the_append()
    {
        var journal = Another(capacity: 10);
        var stale = journal.Open(Stock("a"), 0);
        await journal.Append(journal.Open(Stock("a"), 0), Event("1"));
        await Should.ThrowAsync<JournalConflictException>(async () => await journal.Append(stale, Event("lost")));
        journal.Queue.Waiting.ShouldBe(0);
        await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.Append(stale, Event("poisoned")));
        journal.Queue.Waiting.ShouldBe(0);
        await Should.ThrowAsync<ArgumentException>(async () => await journal.Append(journal.Open(Stock("b"), 0)));
        journal.Queue.Waiting.ShouldBe(0);

        // One place taken, three events written: what is decided is never refused, and all of it is given back.
        var permit = journal.Enter();
        await journal.Open(Stock("c"), 0).Append(permit, new[] { Event("1"), Event("2"), Event("3") });
        permit.Dispose();
        journal.Queue.Waiting.ShouldBe(0);
        // Three places taken, one event written.
        await journal.Open(Stock("d"), 0).Append(journal.Enter(3), new[] { Event("1") });
        journal.Queue.Waiting.ShouldBe(0);

        var held = journal.Enter();
        await ((IAsyncDisposable)journal).DisposeAsync();
        await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.Open(Stock("e"), 0).Append(held, new[] { Event("1") }));
        journal.Queue.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task One_append_of_many_events_is_written_as_one()
    {
        var events = Enumerable.Range(1, 10_000).Select(number => Event($"{number}")).ToArray();
        (await Append(Journal.Open(Stock("a"), 0), events)).ShouldBe(10_000);
        (await Journal.Read(Stock("a"), 0).CountAsync()).ShouldBe(10_000);
        (await Journal.Head()).ShouldBe(new JournalPosition(0, 10_000));
        await ShouldBeSound();
    }

    [Fact]
    public async Task Many_streams_written_side_by_side_leave_a_sound_journal()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            await Task.Yield();
            var writer = Journal.Open(Stock($"s{number:D3}"), 0);
            for (var version = 1; version <= 50; version++) (await Append(writer, Event($"{number}/{version}"))).ShouldBe(version);
        }));
        (await Journal.Head()).Number.ShouldBe(10_000);
        (await Payloads(Stock("s137"))).ShouldBe(Enumerable.Range(1, 50).Select(version => $"137/{version}"));
        await ShouldBeSound();
    }

    [Fact]
    public async Task An_answer_resumes_on_the_scheduler_that_awaits_it()
    {
        var pair = new ConcurrentExclusiveSchedulerPair();
        var writer = Journal.Open(Stock("a"), 0);
        var seen = await Task.Factory.StartNew(async () =>
        {
            var schedulers = new List<TaskScheduler>();
            for (var number = 0; number < 20; number++)
            {
                await Append(writer, Event("1"));
                schedulers.Add(TaskScheduler.Current);
            }
            return schedulers;
        }, CancellationToken.None, TaskCreationOptions.None, pair.ExclusiveScheduler).Unwrap();
        seen.ShouldAllBe(scheduler => scheduler == pair.ExclusiveScheduler);
    }

    [Fact]
    public async Task A_caller_that_blocks_does_not_hold_up_the_writer()
    {
        var writer = Journal.Open(Stock("a"), 0);
        await Task.Run(async () =>
        {
            for (var number = 0; number < 20; number++)
            {
                await Append(writer, Event("1"));
                // Resumed on the writer's own thread, this would wait for itself.
                Append(writer, Event("2")).AsTask().Wait(Patience).ShouldBeTrue();
            }
        });
    }

    [Fact]
    public async Task Closing_writes_what_waits_and_a_journal_opened_anew_goes_on()
    {
        var writer = Journal.Open(Stock("a"), 0);
        var waiting = Enumerable.Range(1, 500).Select(number => Append(writer, Event($"{number}")).AsTask()).ToList();
        var closed = Journal;
        await closed.CheckWritable();
        await Reopen();
        (await Task.WhenAll(waiting).WaitAsync(Patience))[^1].ShouldBe(500);
        Should.Throw<JournalUnavailableException>(() => closed.Enter());
        await Should.ThrowAsync<JournalUnavailableException>(async () => await closed.CheckWritable());
        await Should.ThrowAsync<JournalUnavailableException>(async () => await closed.Head());
        await Should.ThrowAsync<JournalUnavailableException>(async () => await closed.Read(Stock("a"), 0).ToListAsync());
        await Should.ThrowAsync<JournalUnavailableException>(async () => await closed.WaitForMore(new(0, 10_000), default));

        (await Journal.LastVersion(Stock("a"))).ShouldBe(500);
        (await Append(Journal.Open(Stock("a"), 500), Event("501"))).ShouldBe(501);
        await ShouldBeSound();
    }
}
