namespace BeautyGrains.Journal;

/// <summary>Something in a journal that cannot be right.</summary>
/// <param name="Version">The first version concerned; 0 when it is about the stream or the journal as a whole.</param>
/// <param name="What">A sentence.</param>
public readonly record struct JournalFinding(StreamKey Stream, long Version, string What);

/// <summary>
/// Reads a whole journal and tells what cannot be right: versions and positions with gaps, broken hash chains, streams whose noted end is
/// not their last event. Others may write meanwhile. Memory grows with the number of streams, not of events.
/// </summary>
public sealed class JournalVerifier(IVerifiableJournal journal)
{
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
        var position = JournalPosition.Start;
        await foreach (var entry in journal.ReadAll(position, cancel))
        {
            if (entry.Position.Number != position.Number + 1)
                yield return new(entry.Stream, entry.Version, $"Position {entry.Position} follows {position}.");
            position = entry.Position;
            foreach (var finding in Check(entry)) yield return finding;
        }
        var noted = new HashSet<StreamKey>();
        await foreach (var head in journal.StreamHeads(cancel))
        {
            noted.Add(head.Stream);
            await foreach (var finding in CheckHead(head, cancel)) yield return finding;
        }
        foreach (var stream in _seen.Keys.Where(stream => !noted.Contains(stream))) yield return new(stream, 0, "The stream has events but is not noted.");
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

    private async IAsyncEnumerable<JournalFinding> CheckHead(StreamHead head, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var (version, hash) = _seen.TryGetValue(head.Stream, out var last) ? last : (0, HashChain.Root);
        if (head.LastVersion > version)
        {
            // Written since the stream was read, or lost.
            await foreach (var entry in journal.Read(head.Stream, version, cancel))
            {
                foreach (var finding in Check(entry)) yield return finding;
                (version, hash) = _seen[head.Stream];
                if (version >= head.LastVersion) break;
            }
        }
        if (version != head.LastVersion)
            yield return new(head.Stream, head.LastVersion, $"The stream is noted to end at version {head.LastVersion} but ends at {version}.");
        else if (!hash.Span.SequenceEqual(head.LastHash.Span))
            yield return new(head.Stream, head.LastVersion, "The noted last hash is not the one of the last event.");
    }
}
