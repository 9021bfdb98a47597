using BeautyGrains.Contracts;
using BeautyGrains.Journal.Sqlite;

namespace BeautyGrains.Grains.Tests.Aggregates;

public sealed class SqliteAggregateTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("grains-");
    private SqliteJournal _journal = null!;

    public Task InitializeAsync()
    {
        _journal = new(new(_folder.FullName, TimeProvider.System));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _journal.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Decisions_on_disk_outlive_the_engine_with_their_ids()
    {
        await using (var house = await House.Open(_journal, options: options => options.SnapshotAtLeastBytes = 500))
        {
            var counter = house.Grains.GetGrain<ICounterGrain>("c");
            await Task.WhenAll(Enumerable.Range(0, 500).Select(i => counter.Add($"n{i}", 1)));
            var stream = CounterKind.Instance.Stream("c");
            await House.Until(async () => await _journal.ReadSnapshot(stream, CounterKind.Instance.FoldVersion) is not null, "a snapshot");
        }
        await _journal.DisposeAsync();
        await InitializeAsync();

        await using var next = await House.Open(_journal);
        var again = next.Grains.GetGrain<ICounterGrain>("c");
        (await again.Get()).ShouldBe(new(500, 500));
        (await again.Add("n7", 1)).IsNew.ShouldBeFalse();
        var slow = await CounterKind.Instance.Replay(_journal, "c", fromZero: true);
        var fast = await CounterKind.Instance.Replay(_journal, "c");
        (fast.Version, fast.At, fast.State.Sum).ShouldBe((slow.Version, slow.At, slow.State.Sum));
    }

    [Fact]
    public async Task Of_two_engines_on_one_file_the_stale_one_loses_all_that_it_has_in_flight()
    {
        await using var first = await House.Open(_journal);
        await using var second = await House.Open(_journal);
        var mine = first.Grains.GetGrain<ICounterGrain>("c");
        await mine.Get();
        await second.Grains.GetGrain<ICounterGrain>("c").Add("theirs", 10);

        var flights = new[] { mine.Add("a", 1), mine.Add("b", 2) };
        foreach (var flight in flights) await Should.ThrowAsync<NotWrittenException>(() => flight);
        (await mine.Add("a", 1)).ShouldBe(new(new(11, 2), null, true));
    }
}
