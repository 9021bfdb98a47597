namespace BeautyGrains.Journal;

/// <summary>Something in a journal that cannot be right.</summary>
/// <param name="Stream">The stream concerned; "journal" with an empty key when it is about the journal as a whole.</param>
/// <param name="Version">The first version concerned; 0 when it is about the stream or the journal as a whole.</param>
/// <param name="What">A sentence.</param>
public readonly record struct JournalFinding(StreamKey Stream, long Version, string What);

/// <summary>
/// Reads a whole journal and tells what cannot be right: versions and positions with gaps, broken hash chains, an end that is not
/// the noted one, an index that does not agree. Others may write meanwhile. Memory grows with the number of streams, not of events.
/// </summary>
public sealed class JournalVerifier(IVerifiableJournal journal)
{
    private static readonly StreamKey s_whole = new("journal", "");

    private readonly Dictionary<StreamKey, (long Version, ReadOnlyMemory<byte> Hash)> _seen = [];

    /// <summary>Events read by the last run.</summary>
    public long EventsRead { get; private set; }

    /// <summary>Streams met by the last run.</summary>
    public int StreamsRead => _seen.Count;

    /// <summary>All findings, in the order of the journal and then of the streams; none when it is sound.</summary>
    public async IAsyncEnumerable<JournalFinding> Verify([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        _seen.Clear();
        EventsRead = 0;
        // Noted before the events are read: others may write meanwhile, and what is noted now must be met.
        var noted = await journal.NotedHead(cancel);
        var (position, met) = (JournalPosition.Start, HashChain.Root);
        await foreach (var entry in journal.ReadStored(position, cancel))
        {
            if (entry.Position.Number != position.Number + 1)
                yield return new(entry.Stream, entry.Version, $"Position {entry.Position} follows {position}.");
            position = entry.Position;
            if (position == noted.Position) met = entry.Hash;
            foreach (var finding in Check(entry)) yield return finding;
        }
        if (position < noted.Position)
            yield return new(s_whole, 0, $"The journal is noted to end at position {noted.Position} but ends at {position}.");
        else if (!met.Span.SequenceEqual(noted.Hash.Span))
            yield return new(s_whole, 0, $"The hash that is noted of position {noted.Position} is not the one of the event there.");
        await foreach (var finding in journal.CheckIndex(cancel)) yield return finding;
    }

    private IEnumerable<JournalFinding> Check(RecordedEvent entry)
    {
        EventsRead++;
        var (version, hash) = _seen.TryGetValue(entry.Stream, out var last) ? last : (0, HashChain.Root);
        if (entry.Version != version + 1)
            yield return new(entry.Stream, entry.Version, $"Version {entry.Version} follows {version}.");
        var expected = HashChain.Next(hash.Span, entry.Stream, entry.Version, new(entry.Type, entry.Payload, entry.At, entry.Actor, entry.CorrelationId));
        if (!entry.Hash.Span.SequenceEqual(expected))
            yield return new(entry.Stream, entry.Version, "The hash does not follow from the entry and its predecessor.");
        // What is stored goes on, so that one damaged entry is one finding.
        _seen[entry.Stream] = (entry.Version, entry.Hash);
    }
}
