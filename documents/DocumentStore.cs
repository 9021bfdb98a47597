using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace BeautyGrains.Documents;

/// <summary>
/// Bytes by their hash. A file comes in pieces, each written as it arrives, so that memory holds one piece of it; it gets its hash in one transaction once
/// all of it is on the disk, and cannot be found before. The same bytes are kept once. What is kept goes only by <see cref="Drop(string, DateTimeOffset, CancellationToken)"/>; what was begun and
/// never ended by <see cref="DropUnfinished(DateTimeOffset, CancellationToken)"/>.
/// </summary>
public abstract class DocumentStore : IAsyncDisposable
{
    /// <summary>Length of a piece in bytes.</summary>
    public const int ChunkBytes = 256 * 1024;

    private readonly TimeProvider _clock;

    private protected DocumentStore(TimeProvider clock) => _clock = clock;

    /// <summary>Reads to the end and keeps what it read.</summary>
    /// <param name="most">Bytes at most.</param>
    /// <returns>Null where there is more than that, and nothing was kept. Else the bytes are on the disk.</returns>
    /// <exception cref="DocumentsUnavailableException">Nothing was kept.</exception>
    public async Task<KeptFile?> Keep(Stream source, long most, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        var file = await Begin(_clock.GetUtcNow().UtcTicks, cancel);
        var isKept = false;
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var chunk = new byte[ChunkBytes];
            var length = 0L;
            for (var place = 0; ; place++)
            {
                var read = await source.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, cancel);
                length += read;
                if (length > most) return null;
                if (read > 0)
                {
                    hash.AppendData(chunk, 0, read);
                    await Add(file, place, chunk.AsMemory(0, read), cancel);
                }
                if (read < chunk.Length) break;
            }
            var kept = new KeptFile(Convert.ToHexStringLower(hash.GetHashAndReset()), length);
            await Finish(file, kept, _clock.GetUtcNow().UtcTicks, cancel);
            isKept = true;
            return kept;
        }
        finally
        {
            if (!isKept) await GiveUp(file);
        }
    }

    /// <summary>What is kept under a hash, to be read at any place; null where nothing is. It is not compared with the hash.</summary>
    /// <exception cref="DocumentsUnavailableException">It cannot be read now.</exception>
    public async Task<Stream?> Open(string sha256, CancellationToken cancel) =>
        await Find(sha256, cancel) is { } found ? new ChunkStream(this, found) : null;

    /// <summary>What is wrong with the bytes that a hash and a length name, in a sentence; null where they are as they must be.</summary>
    public async Task<string?> Fault(KeptFile expected, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(expected);
        try
        {
            await using var stream = await Open(expected.Sha256, cancel);
            if (stream is null) return "Its bytes are not kept.";
            if (stream.Length != expected.Length) return $"It has {stream.Length} bytes, noted are {expected.Length}.";
            var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
            return found == expected.Sha256 ? null : $"Its bytes have the hash {found}, noted is {expected.Sha256}.";
        }
        catch (Exception broken) when (broken is DocumentsUnavailableException or IOException)
        {
            return $"Its bytes cannot be read: {broken.Message}";
        }
    }

    /// <summary>Hashes of what was kept, or kept anew, before a moment; in ordinal order.</summary>
    /// <exception cref="DocumentsUnavailableException">They cannot be read now.</exception>
    public async IAsyncEnumerable<string> KeptBefore(DateTimeOffset moment, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        const int PageSize = 1_000;
        for (var after = ""; ;)
        {
            var page = await Page(after, moment.UtcTicks, PageSize, cancel);
            foreach (var sha256 in page) yield return sha256;
            if (page.Count < PageSize) yield break;
            after = page[^1];
        }
    }

    /// <summary>Forgets bytes unless they were kept anew since.</summary>
    /// <returns>Whether they are gone by this call.</returns>
    /// <exception cref="DocumentsUnavailableException">They may be gone or not.</exception>
    public Task<bool> Drop(string sha256, DateTimeOffset keptBefore, CancellationToken cancel) => Drop(sha256, keptBefore.UtcTicks, cancel);

    /// <summary>Forgets what was begun before a moment and never ended; its sender, should there still be one, is told so.</summary>
    /// <returns>How many files.</returns>
    /// <exception cref="DocumentsUnavailableException">Some may be gone.</exception>
    public Task<int> DropUnfinished(DateTimeOffset begunBefore, CancellationToken cancel) => DropUnfinished(begunBefore.UtcTicks, cancel);

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    private protected abstract Task<long> Begin(long now, CancellationToken cancel);

    private protected abstract Task Add(long file, long place, ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <summary>One transaction: the file gets its hash, or, where another has it already, that one is noted as kept anew and this one goes.</summary>
    private protected abstract Task Finish(long file, KeptFile kept, long now, CancellationToken cancel);

    private protected abstract Task Forget(long file);

    private protected abstract Task<FileRow?> Find(string sha256, CancellationToken cancel);

    internal abstract Task<byte[]> Read(long file, long place, CancellationToken cancel);

    private protected abstract Task<IReadOnlyList<string>> Page(string after, long keptBefore, int limit, CancellationToken cancel);

    private protected abstract Task<bool> Drop(string sha256, long keptBefore, CancellationToken cancel);

    private protected abstract Task<int> DropUnfinished(long begunBefore, CancellationToken cancel);

    private protected static DocumentsUnavailableException WasDropped() => new("The file took too long to arrive, and what had come of it was thrown away.");

    private async Task GiveUp(long file)
    {
        try
        {
            await Forget(file);
        }
        catch (DocumentsUnavailableException)
        {
            // The sweep finds it.
        }
    }
}
