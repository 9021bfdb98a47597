using System.Runtime.CompilerServices;
using BeautyGrains.Documents;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>What the journal says of documents, beside the bytes that are kept: compares them, and clears away what no document names.</summary>
/// <param name="store">Null where there is none, so that every document lacks its bytes.</param>
public sealed class DocumentFiles(IJournal journal, StreamDirectory directory, DocumentStore? store = null)
{
    /// <summary>
    /// How long bytes without a document stay: much longer than any upload takes from its last byte to its event. A file that is still being sent after so long is given up.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    private const int AtOnce = 500;

    /// <summary>Documents whose bytes are missing or differ from their hash. Every kept file is read to its end.</summary>
    public async IAsyncEnumerable<JournalFinding> Faults([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var (key, state) in All(cancel))
        {
            if (state.State is not { Put: { } put, DroppedBy: null }) continue;
            var fault = store is null ? "There is no place where bytes are kept." : await store.Fault(new(put.Sha256, put.Length), cancel);
            if (fault is not null) yield return new(DocumentKind.Instance.Stream(key), state.Version, fault);
        }
    }

    /// <summary>
    /// Clears away files that were never sent to their end, and bytes that no document names, both once they are older than <see cref="Grace"/>. The list only proposes
    /// bytes; the journal itself is asked, document by document, before any go.
    /// </summary>
    /// <returns>How many went.</returns>
    /// <exception cref="ReadModelNotReadyException">The list is being built.</exception>
    public async Task<int> Clear(IDocumentList list, DateTimeOffset now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(list);
        if (store is null) return 0;
        var before = now - Grace;
        var gone = await store.DropUnfinished(before, cancel);
        var doubtful = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var hashes in store.KeptBefore(before, cancel).Chunk(AtOnce).WithCancellation(cancel)) doubtful.UnionWith(await list.Unnamed(hashes, cancel));
        if (doubtful.Count == 0) return gone;
        await foreach (var (_, state) in All(cancel))
            if (state.State is { Put: { } put, DroppedBy: null }) doubtful.Remove(put.Sha256);
        foreach (var sha256 in doubtful.Order(StringComparer.Ordinal))
            if (await store.Drop(sha256, before, cancel)) gone++;
        return gone;
    }

    private async IAsyncEnumerable<(string Key, Versioned<Document> State)> All([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var key in directory.All(DocumentKind.Instance.Category, cancel)) yield return (key, await DocumentKind.Instance.Replay(journal, key, fromZero: true, cancel));
    }
}
