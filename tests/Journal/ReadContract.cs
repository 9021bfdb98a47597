namespace BeautyGrains.Journal.Tests;

/// <summary>Reading and what is kept beside the events: pages, all events, command ids, snapshots, marks, lists.</summary>
public abstract class ReadContract : AppendContract
{
    [Fact]
    public async Task A_page_holds_only_the_wanted_types_after_a_version_up_to_its_limit()
    {
        var writer = Journal.Open(Stock("a"), 0);
        await Append(writer, [.. Enumerable.Range(1, 30).Select(number => Event($"{number}", number % 3 == 0 ? "moved.1" : number % 3 == 1 ? "held.1" : "freed.1"))]);
        var page = await Journal.ReadPage(Stock("a"), 6, ["moved.1"], 3);
        page.Select(Text).ShouldBe(["9", "12", "15"]);
        (await Journal.ReadPage(Stock("a"), 0, ["moved.1", "held.1"], 4)).Select(Text).ShouldBe(["1", "3", "4", "6"]);
        (await Journal.ReadPage(Stock("a"), 28, [], 1_000)).Select(Text).ShouldBe(["29", "30"]);
        (await Journal.ReadPage(Stock("unknown"), 0, [], 10)).ShouldBeEmpty();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await Journal.ReadPage(Stock("a"), 0, [], 1_001));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await Journal.ReadPage(Stock("a"), 0, [], 0));
    }

    [Fact]
    public async Task Reading_all_while_others_write_neither_skips_nor_repeats()
    {
        const int streams = 20, each = 100;
        var writers = Task.WhenAll(Enumerable.Range(0, streams).Select(async number =>
        {
            await Task.Yield();
            var writer = Journal.Open(Stock($"{number}"), 0);
            for (var version = 1; version <= each; version++) await Append(writer, Event($"{version}"));
        }));
        var seen = new List<RecordedEvent>();
        var position = JournalPosition.Start;
        using var deadline = new CancellationTokenSource(Patience);
        while (seen.Count < streams * each)
        {
            await Journal.WaitForMore(position, deadline.Token);
            await foreach (var entry in Journal.ReadAll(position, deadline.Token))
            {
                seen.Add(entry);
                position = entry.Position;
            }
        }
        await writers;
        seen.Select(entry => entry.Position.Number).ShouldBe(Enumerable.Range(1, streams * each).Select(number => (long)number));
        foreach (var stream in seen.GroupBy(entry => entry.Stream))
            stream.Select(entry => entry.Version).ShouldBe(Enumerable.Range(1, each).Select(number => (long)number));
        (await Journal.ReadAll(position).ToListAsync()).ShouldBeEmpty();
        (await Journal.Head()).ShouldBe(position);
    }

    [Fact]
    public async Task What_the_writer_had_in_mind_reaches_those_who_follow_it_and_is_not_made_up_from_the_storage()
    {
        var meaning = new object();
        var writer = Journal.Open(Stock("a"), 0);
        await Append(writer, Event("1") with { Meaning = meaning });
        // Once a later batch is written, the first one has been told of.
        await Append(writer, Event("2"));
        (await Journal.ReadAll(JournalPosition.Start).FirstAsync()).Meaning.ShouldBeSameAs(HandsOn ? meaning : null);
        (await Journal.Read(Stock("a"), 0).FirstAsync()).Meaning.ShouldBeNull();
        (await Journal.ReadStored(JournalPosition.Start).FirstAsync()).Meaning.ShouldBeNull();
        (await Another().ReadAll(JournalPosition.Start).FirstAsync()).Meaning.ShouldBeNull();
    }

    [Fact]
    public async Task Two_journals_that_write_by_turns_read_all_of_each_other_in_order()
    {
        var other = Another();
        for (var turn = 1; turn <= 24; turn++)
        {
            // One, two or three times the same one, so that each has runs of its own.
            var journal = turn % 6 < 3 ? Journal : other;
            await journal.Append(journal.Open(Stock($"{turn}"), 0), Event($"{turn}"));
            foreach (var reader in new[] { Journal, other })
            {
                for (var after = 0; after <= turn; after += 3)
                    (await reader.ReadAll(new(0, after)).ToListAsync()).Select(Text).ShouldBe(Enumerable.Range(after + 1, turn - after).Select(number => $"{number}"));
            }
        }
    }

    [Fact]
    public async Task Waiting_for_more_ends_with_the_next_event_or_with_its_cancellation()
    {
        (await Journal.Head()).ShouldBe(JournalPosition.Start);
        var more = Journal.WaitForMore(JournalPosition.Start, CancellationToken.None);
        more.IsCompleted.ShouldBeFalse();
        await Append(Journal.Open(Stock("a"), 0), Event("1"));
        await more.WaitAsync(Patience);
        await Journal.WaitForMore(JournalPosition.Start, CancellationToken.None).WaitAsync(Patience);

        using var cancel = new CancellationTokenSource();
        var none = Journal.WaitForMore(new(0, 1), cancel.Token);
        none.IsCompleted.ShouldBeFalse();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(none.WaitAsync(Patience));

        var closed = Journal.WaitForMore(new(0, 1), CancellationToken.None);
        await Reopen();
        await Should.ThrowAsync<JournalUnavailableException>(closed.WaitAsync(Patience));
    }

    [Fact]
    public async Task The_newest_event_that_names_a_command_id_is_found_for_its_stream_alone()
    {
        var writer = Journal.Open(Stock("a"), 0);
        await Append(writer, Event("1", command: "c1"), Event("2", command: "c2"));
        (await Journal.FindCommand(Stock("a"), "c1")).ShouldBe(new RememberedCommand("c1", 1, "hash of 1"));
        await Append(writer, Event("3", command: "c1"));
        (await Journal.FindCommand(Stock("a"), "c1")).ShouldBe(new RememberedCommand("c1", 3, "hash of 3"));
        (await Journal.FindCommand(Stock("a"), "c2")).ShouldBe(new RememberedCommand("c2", 2, "hash of 2"));
        (await Journal.FindCommand(Stock("a"), "C1")).ShouldBeNull();
        (await Journal.FindCommand(Stock("b"), "c1")).ShouldBeNull();
    }

    [Fact]
    public async Task Command_ids_are_forgotten_by_their_newest_naming_event()
    {
        var writer = Journal.Open(Stock("a"), 0);
        await Append(writer, [.. Enumerable.Range(0, 1_200).Select(number => Event("old", command: $"old-{number}"))]);
        await Append(writer, Event("again", command: "old-7", at: Noon.AddHours(2)), Event("edge", command: "edge", at: Noon.AddHours(1)));
        await Journal.ForgetCommands(Noon.AddHours(1));
        foreach (var forgotten in Enumerable.Range(0, 1_200).Where(number => number != 7))
            (await Journal.FindCommand(Stock("a"), $"old-{forgotten}")).ShouldBeNull();
        (await Journal.FindCommand(Stock("a"), "old-7")).ShouldNotBeNull().Version.ShouldBe(1_201);
        (await Journal.FindCommand(Stock("a"), "edge")).ShouldNotBeNull();
        // What is forgotten stays so, whatever is asked for later.
        await Journal.ForgetCommands(Noon.AddHours(-1));
        (await Journal.FindCommand(Stock("a"), "old-8")).ShouldBeNull();
    }

    [Fact]
    public async Task Ids_of_steps_are_kept_while_their_process_is_open_whoever_names_them_later()
    {
        await Append(Journal.Open(new("transfer", "t1"), 0), Event("opened", mark: StreamMark.Open));
        await Append(Journal.Open(new("transfer", "t2"), 0), Event("opened", mark: StreamMark.Open), Event("ended", mark: StreamMark.Closed));
        var stock = Journal.Open(Stock("a"), 0);
        await Append(
            stock,
            Event("1", command: "step") with { Process = "transfer:t1" },
            Event("2", command: "of-an-ended-one") with { Process = "transfer:t2" },
            Event("3", command: "of-an-unknown-one") with { Process = "transfer:t3" },
            Event("4", command: "step-renamed") with { Process = "transfer:t1" },
            Event("5", command: "step-renamed"),
            Event("6", command: "step-renamed-later") with { Process = "transfer:t1" });
        await Append(stock, Event("7", command: "step-renamed-later"), Event("8", command: "nobodys"));

        await Journal.ForgetCommands(Noon.AddHours(1));
        foreach (var (id, version) in new[] { ("step", 1), ("step-renamed", 5), ("step-renamed-later", 7) })
            (await Journal.FindCommand(Stock("a"), id)).ShouldNotBeNull(id).Version.ShouldBe(version);
        foreach (var id in new[] { "of-an-ended-one", "of-an-unknown-one", "nobodys" }) (await Journal.FindCommand(Stock("a"), id)).ShouldBeNull(id);

        await Append(Journal.Open(new("transfer", "t1"), 1), Event("ended", mark: StreamMark.Closed));
        await Journal.ForgetCommands(Noon.AddHours(1));
        foreach (var id in new[] { "step", "step-renamed", "step-renamed-later" }) (await Journal.FindCommand(Stock("a"), id)).ShouldBeNull(id);
    }

    [Fact]
    public async Task A_snapshot_replaces_older_ones_and_is_used_by_its_own_fold_version_only()
    {
        var writer = Journal.Open(Stock("a"), 0);
        await Append(writer, [.. Enumerable.Range(1, 10).Select(number => Event($"{number}"))]);
        (await Journal.ReadSnapshot(Stock("a"), 1)).ShouldBeNull();
        await Journal.SaveSnapshot(Stock("a"), new(5, 1, "five"u8.ToArray()));
        var five = (await Journal.ReadSnapshot(Stock("a"), 1)).ShouldNotBeNull();
        (five.Version, five.FoldVersion).ShouldBe((5, 1));
        five.Payload.ToArray().ShouldBe("five"u8.ToArray());
        (await Journal.ReadSnapshot(Stock("a"), 2)).ShouldBeNull();
        (await Journal.ReadSnapshot(Stock("b"), 1)).ShouldBeNull();

        await Journal.SaveSnapshot(Stock("a"), new(8, 2, "eight"u8.ToArray()));
        (await Journal.ReadSnapshot(Stock("a"), 1)).ShouldBeNull();
        await Journal.SaveSnapshot(Stock("a"), new(6, 2, "late"u8.ToArray()));
        (await Journal.ReadSnapshot(Stock("a"), 2)).ShouldNotBeNull().Version.ShouldBe(8);
        await Should.ThrowAsync<ArgumentException>(async () => await Journal.SaveSnapshot(Stock("a"), new(11, 2, "ahead"u8.ToArray())));
        await Should.ThrowAsync<ArgumentException>(async () => await Journal.SaveSnapshot(Stock("none"), new(1, 2, "none"u8.ToArray())));
    }

    [Fact]
    public async Task Streams_marked_open_are_found_until_they_are_closed()
    {
        var basket = Journal.Open(new("basket", "b1"), 0);
        await Append(basket, Event("1", mark: StreamMark.Open));
        await Append(Journal.Open(new("basket", "b2"), 0), Event("1", mark: StreamMark.Open), Event("2", mark: StreamMark.Closed), Event("3"));
        await Append(Journal.Open(new("basket", "b3"), 0), Event("1"));
        await Append(Journal.Open(Stock("b1"), 0), Event("1", mark: StreamMark.Open));
        (await Journal.OpenStreams("basket").ToListAsync()).ShouldBe([new("basket", "b1")]);
        await Append(basket, Event("2"));
        await Reopen();
        (await Journal.OpenStreams("basket").ToListAsync()).ShouldBe([new("basket", "b1")]);
        await Append(Journal.Open(new("basket", "b1"), 2), Event("3", mark: StreamMark.Closed));
        (await Journal.OpenStreams("basket").ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task More_open_streams_than_a_page_are_all_found()
    {
        await Task.WhenAll(Enumerable.Range(0, 1_100).Select(number =>
            Append(Journal.Open(new("basket", $"{number:D5}"), 0), Event("1", mark: StreamMark.Open)).AsTask()));
        (await Journal.OpenStreams("basket").ToListAsync()).Select(stream => stream.Key).ShouldBe(Enumerable.Range(0, 1_100).Select(number => $"{number:D5}"));
    }

    [Fact]
    public async Task Streams_are_listed_in_ordinal_order_by_prefix_and_page()
    {
        string[] keys = ["s1/b", "s1/a", "s1/B", "s10/a", "s2/a", "S1/a", "s1/精华", "s1/_"];
        foreach (var key in keys) await Append(Journal.Open(Stock(key), 0), Event("1"));
        await Append(Journal.Open(new("other", "s1/x"), 0), Event("1"));

        var ordinal = keys.Order(StringComparer.Ordinal).ToList();
        (await Journal.ListStreams("stock", "", "", 100)).Select(stream => stream.Key).ShouldBe(ordinal);
        var ofStore = ordinal.Where(key => key.StartsWith("s1/", StringComparison.Ordinal)).ToList();
        (await Journal.ListStreams("stock", "s1/", "", 100)).Select(stream => stream.Key).ShouldBe(ofStore);
        (await Journal.ListStreams("stock", "s1/", ofStore[1], 2)).Select(stream => stream.Key).ShouldBe(ofStore.Skip(2).Take(2));
        (await Journal.ListStreams("stock", "s1/", "s2/a", 2)).ShouldBeEmpty();
        (await Journal.ListStreams("none", "", "", 2)).ShouldBeEmpty();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await Journal.ListStreams("stock", "", "", 1_001));
    }

    [Fact]
    public async Task Each_entry_carries_the_hash_of_its_predecessor()
    {
        await Append(Journal.Open(Stock("a"), 0), Event("1"), Event("2"));
        var all = await Journal.Read(Stock("a"), 0).ToListAsync();
        all[0].Hash.ToArray().ShouldBe(HashChain.Next(HashChain.Root.Span, Stock("a"), 1, Event("1")));
        all[1].Hash.ToArray().ShouldBe(HashChain.Next(all[0].Hash.Span, Stock("a"), 2, Event("2")));
    }
}
