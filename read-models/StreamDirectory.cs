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
    public IAsyncEnumerable<string> All(string category, CancellationToken cancel = default) => Under(category, "", cancel);

    /// <summary>Keys of the streams of a category in which there is something left to do.</summary>
    public async IAsyncEnumerable<string> Open(string category, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var stream in journal.OpenStreams(category, cancel)) yield return stream.Key;
    }

    /// <summary>Keys of the streams of a category that begin with something.</summary>
    public async IAsyncEnumerable<string> Under(string category, string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        var after = "";
        while (true)
        {
            var page = await Keys(category, after, PageSize, cancel, prefix);
            foreach (var key in page) yield return key;
            if (page.Count < PageSize) yield break;
            after = page[^1];
        }
    }

    private async ValueTask<IReadOnlyList<string>> Keys(string category, string after, int limit, CancellationToken cancel, string prefix = "") =>
        [.. (await journal.ListStreams(category, prefix, after, limit, cancel)).Select(stream => stream.Key)];
}
