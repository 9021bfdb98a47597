namespace BeautyGrains.Journal;

/// <summary>A journal that tells what it believes of its streams, so that <see cref="JournalVerifier"/> can compare that with the events.</summary>
public interface IVerifiableJournal : IJournal
{
    /// <summary>What is noted of every stream, in no promised order.</summary>
    IAsyncEnumerable<StreamHead> StreamHeads(CancellationToken cancel = default);
}

/// <summary>What a journal notes of a stream besides its events.</summary>
/// <param name="LastVersion">Above 0.</param>
/// <param name="LastHash">The hash of the event with that version.</param>
public readonly record struct StreamHead(StreamKey Stream, long LastVersion, ReadOnlyMemory<byte> LastHash);
