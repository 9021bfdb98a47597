using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>The rounds of a store, read from the journal by its index and not copied.</summary>
public sealed class RoundHistory(IJournal journal)
{
    private static readonly string[] s_made = [RoundKind.MadeName];

    /// <summary>Rounds after a version, oldest first.</summary>
    /// <param name="limit">1 to 1,000.</param>
    public async Task<IReadOnlyList<RoundView>> Page(string store, long afterVersion, int limit, CancellationToken cancel) =>
        [.. (await journal.ReadPage(RoundKind.Instance.Stream(store), afterVersion, s_made, limit, cancel))
            .Select(recorded => RoundBook.ViewOf(store, (RoundMade)RoundKind.Instance.Events.Read(recorded), new(recorded.Version, recorded.At, recorded.Actor)))];
}
