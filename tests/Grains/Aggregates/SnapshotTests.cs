using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;

namespace BeautyGrains.Grains.Tests.Aggregates;

/// <summary>Snapshots as grains leave and find them.</summary>
public sealed class SnapshotTests : IAsyncLifetime
{
    private const int Header = 8;
    private static readonly CounterKind s_kind = CounterKind.Instance;
    private readonly MemoryJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open(_journal, options: options => options.SnapshotAtLeastBytes = 100_000);

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private ICounterGrain Counter(string key) => _house.Grains.GetGrain<ICounterGrain>(key);

    private async Task<Snapshot?> SnapshotOf(string key) => await _journal.ReadSnapshot(s_kind.Stream(key), s_kind.FoldVersion);

    private async Task Rest(string key)
    {
        await Counter(key).Rest();
        await House.Until(async () => await Counter(key).Asked() == 0, "another activation");
    }

    [Fact]
    public async Task A_grain_that_has_written_much_since_its_last_snapshot_leaves_one_when_it_goes()
    {
        await Fill(_house, "busy", 30_000);
        (await SnapshotOf("busy")).ShouldBeNull();
        await Rest("busy");
        (await SnapshotOf("busy")).ShouldNotBeNull().Version.ShouldBe(500);
        (await Counter("busy").Get()).ShouldBe(new(500, 500));
    }

    [Fact]
    public async Task A_grain_that_has_written_little_goes_without_one()
    {
        await Fill(_house, "quiet", 6_000);
        await Rest("quiet");
        (await SnapshotOf("quiet")).ShouldBeNull();
        (await Counter("quiet").Get()).ShouldBe(new(100, 100));
    }

    [Fact]
    public async Task A_large_state_is_kept_compressed_and_begun_with_by_the_next_activation()
    {
        await FillWithoutSnapshots("large", 600_000);
        await using (var house = await House.Open(_journal))
        {
            // It reads so much when it comes to life that it leaves a snapshot for the next one.
            (await house.Grains.GetGrain<ICounterGrain>("large").Get()).ShouldBe(new(10_000, 10_000));
            await House.Until(async () => await SnapshotOf("large") is not null, "a snapshot");
        }
        var kept = (await SnapshotOf("large")).ShouldNotBeNull();
        (kept.Version, kept.Payload.Span[Header], kept.Payload.Length < 300_000).ShouldBe((10_000, (byte)1, true));
        await IsBegunWith("large", (state, foldVersion, json) => SnapshotEnvelope.Seal(state, foldVersion, json));
    }

    [Fact]
    public async Task A_large_state_that_was_kept_uncompressed_is_begun_with_as_well()
    {
        await FillWithoutSnapshots("large", 600_000);
        await IsBegunWith("large", (state, foldVersion, json) =>
        {
            var front = SnapshotEnvelope.Seal(state, foldVersion, Array.Empty<byte>()).Payload.ToArray();
            return new(state.Version, foldVersion, (byte[])[.. front, .. json]);
        });
    }

    private async Task FillWithoutSnapshots(string key, int bytes)
    {
        await using var house = await Unsaved();
        await Fill(house, key, bytes);
        (await SnapshotOf(key)).ShouldBeNull();
    }

    /// <summary>A snapshot with another sum than the events give shows that it was read.</summary>
    private async Task IsBegunWith(string key, Func<Versioned<Counter>, int, byte[], Snapshot> seal)
    {
        var state = await s_kind.Replay(_journal, key, fromZero: true);
        var marked = state with { State = state.State with { Sum = 1_000_000 } };
        await _journal.SaveSnapshot(s_kind.Stream(key), seal(marked, s_kind.FoldVersion, s_kind.SaveState(marked.State)));
        await using var house = await Unsaved();
        var counter = house.Grains.GetGrain<ICounterGrain>(key);
        (await counter.Get()).ShouldBe(new(1_000_000, 10_000));
        (await counter.Add(Id(0), 1)).IsNew.ShouldBeFalse();
        (await counter.Add("another", 5)).Value.ShouldBe(new(1_000_005, 10_001));
        (await s_kind.Replay(_journal, key)).State.Sum.ShouldBe(1_000_005);
    }

    private Task<House> Unsaved() => House.Open(_journal, options: options => options.SnapshotAtLeastBytes = int.MaxValue);

    private static string Id(int number) => $"{number}".PadLeft(60, 'n');

    /// <summary>Adds 1 under so many ids of 60 characters that their JSON is that long at least.</summary>
    private static async Task Fill(House house, string key, int bytes)
    {
        var counter = house.Grains.GetGrain<ICounterGrain>(key);
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, bytes / 60).Select(i => counter.Add(Id(i), 1)))) answer.IsNew.ShouldBeTrue();
    }
}
