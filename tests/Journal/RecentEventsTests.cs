using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Tests;

/// <summary>What stays in memory for those who follow the journal.</summary>
public sealed class RecentEventsTests
{
    private const int Weight = 1_600;

    [Fact]
    public void What_follows_a_position_comes_in_order_up_to_the_limit()
    {
        var recent = new RecentEvents(1_000_000);
        recent.Add(Run(11, 5));
        recent.Add(Run(16, 3));
        Numbers(recent.After(new(0, 10), 100)).ShouldBe([11, 12, 13, 14, 15, 16, 17, 18]);
        Numbers(recent.After(new(0, 14), 3)).ShouldBe([15, 16, 17]);
        recent.After(new(0, 18), 100).ShouldBeEmpty();
        recent.After(new(0, 30), 100).ShouldBeEmpty();
        recent.After(new(1, 0), 100).ShouldBeEmpty();
    }

    [Fact]
    public void What_lies_before_the_oldest_is_not_at_hand()
    {
        var recent = new RecentEvents(1_000_000);
        recent.After(JournalPosition.Start, 100).ShouldBeEmpty();
        recent.Add(Run(11, 5));
        recent.After(new(0, 9), 100).ShouldBeEmpty();
        recent.After(JournalPosition.Start, 100).ShouldBeEmpty();
    }

    [Fact]
    public void Where_others_wrote_in_between_only_what_is_newer_counts()
    {
        var recent = new RecentEvents(1_000_000);
        recent.Add(Run(1, 5));
        recent.Add(Run(7, 2));
        recent.After(new(0, 3), 100).ShouldBeEmpty();
        recent.After(new(0, 5), 100).ShouldBeEmpty();
        Numbers(recent.After(new(0, 6), 100)).ShouldBe([7, 8]);
    }

    [Fact]
    public void The_oldest_go_when_there_is_no_room_however_many_have_passed()
    {
        var recent = new RecentEvents(3_000 * Weight);
        for (var first = 1L; first < 50_000; first += 7)
        {
            recent.Add(Run(first, 7));
            var kept = Math.Min(3_000, first + 6);
            Numbers(recent.After(new(0, first + 6 - kept), 5)).ShouldBe(Enumerable.Range(1, 5).Select(step => first + 6 - kept + step));
            recent.After(new(0, first + 5 - kept), 5).ShouldBeEmpty();
            Numbers(recent.After(new(0, first + 4), 5)).ShouldBe([first + 5, first + 6]);
        }
    }

    [Fact]
    public async Task All_are_read_from_the_storage_as_far_as_they_are_not_at_hand()
    {
        var recent = new RecentEvents(1_000_000);
        recent.Add(Run(601, 700));
        var asked = new List<long>();
        // Others have gone on since, from 1301 to 1310.
        ValueTask<List<RecordedEvent>> Stored(JournalPosition after, CancellationToken cancel)
        {
            asked.Add(after.Number);
            return new(Run(after.Number + 1, (int)Math.Min(Paging.Size, 1_310 - after.Number)));
        }

        Numbers(await recent.ReadAll(new(0, 90), Stored, CancellationToken.None).ToListAsync()).ShouldBe(Enumerable.Range(91, 1_220).Select(number => (long)number));
        asked.ShouldBe([90, 590, 1_300]);
    }

    private static IEnumerable<long> Numbers(IEnumerable<RecordedEvent> events) => events.Select(recorded => recorded.Position.Number);

    private static List<RecordedEvent> Run(long first, int count) =>
        [.. Enumerable.Range(0, count).Select(index => new RecordedEvent(new("stock", "a"), first + index, new(0, first + index), "t.1", new byte[1_000], default, "", "", HashChain.Root))];
}
