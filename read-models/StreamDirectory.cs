using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>Which stores and other streams there are, read from the journal's list of streams; by code, in ordinal order.</summary>
public sealed class StreamDirectory(IJournal journal)
{
    private const int PageSize = 1_000;

    /// <summary>Codes of stores after a code.</summary>
    /// <param name="limit">1 to 1,000.</param>
    public ValueTask<IReadOnlyList<string>> Stores(string after, int limit, CancellationToken cancel) => Keys(StoreKind.Instance.Category, after, limit, cancel);

    /// <summary>Codes of all stores.</summary>
    public async ValueTask<IReadOnlyList<string>> AllStores(CancellationToken cancel)
    {
        var all = new List<string>();
        await foreach (var store in All(StoreKind.Instance.Category, cancel)) all.Add(store);
        return all;
    }

    /// <summary>Keys of all streams of a category.</summary>
    public async IAsyncEnumerable<string> All(string category, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        var after = "";
        while (true)
        {
            var page = await Keys(category, after, PageSize, cancel);
            foreach (var key in page) yield return key;
            if (page.Count < PageSize) yield break;
            after = page[^1];
        }
    }

    private async ValueTask<IReadOnlyList<string>> Keys(string category, string after, int limit, CancellationToken cancel) =>
        [.. (await journal.ListStreams(category, "", after, limit, cancel)).Select(stream => stream.Key)];
}
