namespace BeautyGrains.Grains;

/// <summary>A command that is done: its event alone is enough to answer it again.</summary>
public sealed record Remembered(StockEvent Happened, EventInfo Info);

/// <summary>
/// The newest commands that are done, and for others a filter that says which were certainly never there, so that a fresh id needs no look-up in the journal.
/// Only those done since the stock came to life are kept with their events: of the others the journal knows.
/// </summary>
/// <param name="Recent">By command id.</param>
/// <param name="Order">Their ids, oldest first.</param>
/// <param name="Forgotten">Filters, oldest first.</param>
/// <param name="HasDropped">Filters were given up for their age, so that the others do not tell of everything that was ever done.</param>
public sealed record IdMemory(
    ImmutableSortedDictionary<string, Remembered> Recent,
    ImmutableQueue<string> Order,
    ImmutableArray<IdFilter> Forgotten,
    bool HasDropped)
{
    /// <summary>How many are always kept; more than one decision can do, so that what it has done is at hand when it is answered.</summary>
    public const int Kept = 256;

    /// <summary>How many more gather before they are given up together, so that filters are rarely copied.</summary>
    public const int Slack = 128;

    /// <summary>The longest time for which the journal may be set to remember ids; filters live an hour longer.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    /// <summary>How many filters are kept apart; beyond, the oldest two are merged.</summary>
    public const int MostFilters = 64;

    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>Nothing was ever done.</summary>
    public static IdMemory Empty { get; } = new(ImmutableSortedDictionary.Create<string, Remembered>(StringComparer.Ordinal), [], [], false);

    /// <summary>The command if it is among the newest, or null.</summary>
    public Remembered? Find(string command) => Recent.GetValueOrDefault(command);

    /// <summary>True if the journal has to be asked: the command may have been done and is no longer at hand.</summary>
    /// <param name="isStep">A step of a process, which the journal knows until the process ends, longer perhaps than filters live.</param>
    public bool MayHaveForgotten(string command, bool isStep = false)
    {
        if (Forgotten.IsEmpty || Recent.ContainsKey(command)) return false;
        if (isStep && HasDropped) return true;
        var hash = IdFilter.HashOf(command);
        foreach (var filter in Forgotten)
            if (filter.MayContain(hash)) return true;
        return false;
    }

    /// <summary>With this command done.</summary>
    public IdMemory Remember(string command, Remembered done)
    {
        var after = this with
        {
            Order = Recent.ContainsKey(command) ? Order : Order.Enqueue(command),
            Recent = Recent.SetItem(command, done),
        };
        return after.Recent.Count < Kept + Slack ? after : after.Forget(Slack, done.Info.At);
    }

    /// <summary>The same memory with nothing at hand: the journal is asked for all that was done.</summary>
    public IdMemory WithoutRecent() => Recent.IsEmpty ? this : Forget(Recent.Count, DateTimeOffset.MinValue);

    private IdMemory Forget(int most, DateTimeOffset now)
    {
        var order = Order;
        var recent = Recent.ToBuilder();
        var leaving = new List<ulong>(most);
        var newest = DateTimeOffset.MinValue;
        while (leaving.Count < most)
        {
            order = order.Dequeue(out var id);
            if (recent[id].Info.At is var at && at > newest) newest = at;
            recent.Remove(id);
            leaving.Add(IdFilter.HashOf(id));
        }

        // Steps of processes that are still open are remembered longer, so there is always one filter once something was forgotten.
        var filters = Forgotten.RemoveAll(old => now - old.NewestAt > LongestWindow + Margin);
        var hasDropped = HasDropped || filters.Length < Forgotten.Length;
        if (filters.IsEmpty || filters[^1].Count + leaving.Count > IdFilter.Capacity) filters = filters.Add(IdFilter.Empty);
        filters = filters.SetItem(filters.Length - 1, filters[^1].Add(leaving, newest));
        if (filters.Length > MostFilters) filters = filters.SetItem(1, filters[0].Merge(filters[1])).RemoveAt(0);
        return new(recent.ToImmutable(), order, filters, hasDropped);
    }
}
