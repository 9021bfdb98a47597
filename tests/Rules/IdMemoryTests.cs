using BeautyGrains.Journal;
namespace BeautyGrains.Rules.Tests;

public sealed class IdMemoryTests
{
    private static readonly DateTimeOffset s_at = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);

    private static IdMemory Filled(int count, Func<int, DateTimeOffset>? at = null, IdMemory? memory = null, string prefix = "r")
    {
        memory ??= IdMemory.Empty;
        for (var i = 0; i < count; i++)
        {
            var ended = new ReservationReleased($"{prefix}{i}", 1, [], s_at, null, "hash", 1);
            memory = memory.Remember(CommandIds.Reservation(ended.Id), new(ended, new(i + 1, at?.Invoke(i) ?? s_at, "")));
        }

        return memory;
    }

    [Fact]
    public void The_newest_are_at_hand_and_older_ones_are_known_to_be_forgotten()
    {
        var memory = Filled(5_000);
        memory.Recent.Count.ShouldBeInRange(IdMemory.Kept, IdMemory.Kept + IdMemory.Slack);
        memory.Find("reservation/r4999").ShouldNotBeNull();
        memory.MayHaveForgotten("reservation/r4999").ShouldBeFalse();
        Enumerable.Range(0, 3_700).ShouldAllBe(i => memory.MayHaveForgotten($"reservation/r{i}"));
    }

    [Fact]
    public void A_fresh_id_seldom_needs_a_look_up_even_when_a_filter_is_full()
    {
        var memory = Filled(IdFilter.Capacity + IdMemory.Kept);
        memory.Forgotten.Length.ShouldBe(1);
        Enumerable.Range(0, 20_000).Count(i => memory.MayHaveForgotten($"reservation/fresh-{i}")).ShouldBeLessThan(300);
    }

    [Fact]
    public void A_full_filter_is_followed_by_another_and_an_old_one_is_dropped_after_the_longest_window()
    {
        var memory = Filled(IdFilter.Capacity + 3_000);
        memory.Forgotten.Length.ShouldBe(2);
        memory = Filled(2_000, _ => s_at + IdMemory.LongestWindow + TimeSpan.FromMinutes(59), memory, "s");
        memory.MayHaveForgotten("reservation/r0").ShouldBeTrue();
        memory = Filled(IdMemory.Slack, _ => s_at + IdMemory.LongestWindow + TimeSpan.FromMinutes(61), memory, "t");
        memory.MayHaveForgotten("reservation/r0").ShouldBeFalse();
    }

    [Fact]
    public void Filters_are_bounded_by_merging_and_forget_nothing()
    {
        var full = IdFilter.Empty.Add([IdFilter.HashOf("reservation/first")], s_at) with { Count = IdFilter.Capacity };
        var memory = IdMemory.Empty with { Forgotten = [.. Enumerable.Repeat(full, IdMemory.MostFilters)] };
        memory = Filled(IdMemory.Kept + IdMemory.Slack, memory: memory);
        memory.Forgotten.Length.ShouldBe(IdMemory.MostFilters);
        memory.MayHaveForgotten("reservation/first").ShouldBeTrue();
        memory.MayHaveForgotten("reservation/r0").ShouldBeTrue();
    }

    [Theory]
    [InlineData(300)]
    [InlineData(500)]
    public void A_stock_that_was_loaded_weeks_ago_is_the_same_as_one_that_is_folded_from_zero(int loadedAt)
    {
        // Seen in the year of the sample chain: verification took the filters of ids, which differ by when a stock was loaded, for another stock.
        var kind = StockKind.Instance;
        var (fromZero, loaded) = (Stock.Empty("S/K"), Stock.Empty("S/K"));
        for (var i = 1; i <= 900; i++)
        {
            StockEvent happened = i == 1 ? new LotOpened("L", "L", null, null, null, LotStatus.Released, null, null, null, null, null, null)
                : new StockMoved(MovementKind.Receipt, $"m{i}", [new("L", 1, null, i - 1)], i - 1, "hash");
            var info = new EventInfo(i, s_at.AddHours(i), "");
            (fromZero, loaded) = (kind.Evolve(fromZero, happened, info), kind.Evolve(loaded, happened, info));
            if (i == loadedAt) loaded = kind.LoadState(kind.SaveState(loaded));
        }
        kind.SaveState(fromZero).ShouldNotBe(kind.SaveState(loaded));
        kind.IsSame(fromZero, loaded).ShouldBeTrue();
        kind.IsSame(fromZero, loaded with { OnHand = 1 }).ShouldBeFalse();
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(10, IdFilter.MostHashes + 1)]
    [InlineData(IdFilter.MostHashes + 1, 10)]
    [InlineData(IdFilter.MostHashes + 1, IdFilter.MostHashes + 1)]
    public void Two_filters_of_whatever_kind_answer_as_one(int mine, int theirs)
    {
        var merged = Of("a", mine, s_at).Merge(Of("b", theirs, s_at.AddHours(1)));
        (merged.Count, merged.NewestAt).ShouldBe((mine + theirs, s_at.AddHours(1)));
        foreach (var (prefix, count) in new[] { ("a", mine), ("b", theirs) })
            Enumerable.Range(0, count).ShouldAllBe(i => merged.MayContain(IdFilter.HashOf($"{prefix}{i}")));
        Enumerable.Range(0, 100).Count(i => merged.MayContain(IdFilter.HashOf($"c{i}"))).ShouldBeLessThan(10);

        static IdFilter Of(string prefix, int count, DateTimeOffset at) => IdFilter.Empty.Add([.. Enumerable.Range(0, count).Select(i => IdFilter.HashOf($"{prefix}{i}"))], at);
    }

    [Fact]
    public void What_is_no_longer_at_hand_is_known_exactly_while_it_is_little_and_takes_a_hash_of_room()
    {
        var memory = Filled(IdFilter.MostHashes).WithoutRecent();
        memory.Recent.ShouldBeEmpty();
        memory.Order.ShouldBeEmpty();
        memory.Forgotten.Single().Words.Length.ShouldBe(IdFilter.MostHashes);
        Enumerable.Range(0, IdFilter.MostHashes).ShouldAllBe(i => memory.MayHaveForgotten($"reservation/r{i}"));
        Enumerable.Range(0, 20_000).ShouldAllBe(i => !memory.MayHaveForgotten($"reservation/fresh-{i}", isStep: true));
        Filled(1, memory: memory).WithoutRecent().Forgotten.Single().Count.ShouldBe(IdFilter.MostHashes + 1);
        IdMemory.Empty.WithoutRecent().ShouldBeSameAs(IdMemory.Empty);
    }

    [Fact]
    public void A_snapshot_keeps_all_filters_with_the_bits_of_the_full_ones_apart()
    {
        var kind = StockKind.Instance;
        var memory = Filled(2 * IdFilter.Capacity + 1_000).WithoutRecent();
        memory.Forgotten.Select(one => one.IsExact).ShouldBe([false, false, true]);
        var stock = Stock.Empty("S/K") with { Memory = memory };
        var saved = kind.SaveForSnapshot(stock);
        (saved.Apart.Length, saved.Json.Length < 20_000).ShouldBe((2 * IdFilter.BytesOfBits, true));
        var loaded = kind.LoadFromSnapshot(saved.Json.Span, saved.Apart.Span);
        kind.SaveState(loaded).ShouldBe(kind.SaveState(stock));
        Enumerable.Range(0, 2 * IdFilter.Capacity + 1_000).ShouldAllBe(i => loaded.Memory.MayHaveForgotten($"reservation/r{i}"));
        Should.Throw<JournalCorruptException>(() => kind.LoadFromSnapshot(saved.Json.Span, saved.Apart.Span[1..]));
    }

    [Fact]
    public void Steps_of_processes_are_looked_up_once_filters_have_been_dropped()
    {
        var memory = Filled(IdMemory.Kept + IdMemory.Slack);
        memory.MayHaveForgotten("reservation/fresh", isStep: true).ShouldBeFalse();
        memory = Filled(IdMemory.Kept + IdMemory.Slack, _ => s_at + IdMemory.LongestWindow + TimeSpan.FromMinutes(61), memory, "t");
        memory.MayHaveForgotten("reservation/r0").ShouldBeFalse();
        memory.MayHaveForgotten("reservation/r0", isStep: true).ShouldBeTrue();
    }

    [Fact]
    public void A_forgotten_command_is_answered_from_its_event_alone()
    {
        var book = new Book();
        book.Receive("A", 10_000, id: "first");
        book.Reserve("r1", 3);
        book.Commit("r1", 2);
        var ended = Recorded<ReservationCommitted>(book);
        var moved = Recorded<StockMoved>(book);
        for (var i = 0; i < IdMemory.Kept + 2 * IdMemory.Slack; i++) book.Sell($"s{i}", 1);

        book.Stock.Memory.Find("reservation/r1").ShouldBeNull();
        book.Stock.Memory.MayHaveForgotten("reservation/r1").ShouldBeTrue();
        StockRules.Commit(book.Stock, new("r1", 2, [], MovementKind.Sale, null, Book.By), book.Facts, book.Now, [ended]).ShouldBeRepeat();
        StockRules.Commit(book.Stock, new("r1", 3, [], MovementKind.Sale, null, Book.By), book.Facts, book.Now, [ended]).ShouldBeRefused(Refusal.NotIn("committed"));
        StockRules.Reserve(book.Stock, new("r1", 3, null, null, null, null, null, null, null, false, Book.By), book.Facts, book.Now, [ended]).ShouldBeRepeat();
        StockRules.Reverse(book.Stock, new("v1", MovementKind.Sale, "r1", "wrong", Book.By), book.Now, [moved]).ShouldHappen(typeof(StockMoved), typeof(MovementReversed));
        var view = StockViews.Reservation(book.Stock, "r1", book.Now, [ended])!;
        (view.State, view.Quantity, view.Committed).ShouldBe((ReservationState.Committed, 3m, 2m));
        Book.Text(StockKind.Instance.LoadState(StockKind.Instance.SaveState(book.Stock))).ShouldBe(Book.Text(book.Stock));
    }

    private static Remembered Recorded<T>(Book book)
        where T : StockEvent
    {
        var recorded = book.Written.Last(one => StockKind.Instance.Events.Read(one) is T);
        return new(StockKind.Instance.Events.Read(recorded), new(recorded.Version, recorded.At, recorded.Actor));
    }
}
