using BeautyGrains.Journal;

namespace BeautyGrains.Api.Operations;

/// <summary>The journal takes writes: its queue has room, and what is written becomes durable.</summary>
internal sealed class JournalCheck(IJournal journal, TimeProvider clock) : IReadyCheck
{
    // A burst may fill the queue for a moment, which callers are told one by one.
    private static readonly TimeSpan s_fullForLong = TimeSpan.FromSeconds(5);

    private long? _fullSince;

    public string Name => "journal";

    public async ValueTask<string?> Fault(CancellationToken cancel)
    {
        var (waiting, capacity) = journal.Queue;
        _fullSince = waiting < capacity ? null : _fullSince ?? clock.GetTimestamp();
        if (_fullSince is { } since && clock.GetElapsedTime(since) >= s_fullForLong) return "queue-full";
        await journal.CheckWritable(cancel);
        return null;
    }
}

/// <summary>The engine has started and a grain answers.</summary>
internal sealed class EngineCheck(IGrainFactory grains) : IReadyCheck
{
    public string Name => "engine";

    public async ValueTask<string?> Fault(CancellationToken cancel)
    {
        await grains.GetGrain<IAccessGrain>("access").GetKeys();
        return null;
    }
}
