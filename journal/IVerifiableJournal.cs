namespace BeautyGrains.Journal;

/// <summary>A journal that tells what it noted of itself, so that <see cref="JournalVerifier"/> can compare that with the events.</summary>
public interface IVerifiableJournal : IJournal
{
    /// <summary>As <see cref="IJournal.ReadAll"/>, but all of it from the storage: nothing that the process still has in memory hides damage.</summary>
    IAsyncEnumerable<RecordedEvent> ReadStored(JournalPosition after, CancellationToken cancel = default);

    /// <summary>The end of the journal as its last transaction noted it beside the events.</summary>
    ValueTask<JournalHead> NotedHead(CancellationToken cancel = default);

    /// <summary>What does not agree between the events and what is made from them to find them; nothing where they lie in one place.</summary>
    IAsyncEnumerable<JournalFinding> CheckIndex(CancellationToken cancel = default) => AsyncEnumerable.Empty<JournalFinding>();
}

/// <summary>The end of a journal.</summary>
/// <param name="Position">Of the last event; <see cref="JournalPosition.Start"/> when there is none.</param>
/// <param name="Hash">Of the last event; <see cref="HashChain.Root"/> when there is none.</param>
public readonly record struct JournalHead(JournalPosition Position, ReadOnlyMemory<byte> Hash);
