namespace BeautyGrains.Bench.Scale;

/// <summary>
/// Fills a journal with histories, through the journal's own writer and in its own batches: hash chains, ids and marks are what grains
/// would have written, so that <c>verify</c> finds nothing.
/// </summary>
internal sealed class Filling(IJournal journal)
{
    private const int MostWaiting = 32_768;

    private readonly Queue<(int Events, Task Written)> _underway = new();
    private int _waiting;

    /// <summary>Events handed over so far.</summary>
    public long Events { get; private set; }

    /// <summary>Streams begun so far.</summary>
    public long Streams { get; private set; }

    /// <summary>Opens a new stream.</summary>
    public IStreamWriter Begin<TState, TEvent>(AggregateKind<TState, TEvent> kind, string key)
        where TState : class
        where TEvent : class
    {
        Streams++;
        return journal.Open(kind.Stream(key), 0);
    }

    /// <summary>Hands events over as one decision; waits when too much is underway.</summary>
    public async ValueTask Append<TState, TEvent>(IStreamWriter stream, AggregateKind<TState, TEvent> kind, DateTimeOffset at, IReadOnlyList<TEvent> happened)
        where TState : class
        where TEvent : class
    {
        var entries = new NewEvent[happened.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var (name, payload) = kind.Events.Write(happened[i]);
            var command = kind.CommandOf(happened[i]);
            entries[i] = new(name, payload, at, House.By.Actor, House.By.CorrelationId, command?.Id, command?.BodyHash);
        }

        while (_waiting + entries.Length > MostWaiting && _underway.TryDequeue(out var oldest))
        {
            await oldest.Written;
            _waiting -= oldest.Events;
        }

        _underway.Enqueue((entries.Length, stream.Append(journal.Enter(entries.Length), entries).AsTask()));
        _waiting += entries.Length;
        Events += entries.Length;
    }

    /// <summary>Waits until everything is durable.</summary>
    public async Task Flush()
    {
        while (_underway.TryDequeue(out var one)) await one.Written;
        _waiting = 0;
    }
}
