namespace BeautyGrains.Grains;

/// <summary>A command that is done: its event alone is enough to answer it again.</summary>
public sealed record Remembered(StockEvent Happened, EventInfo Info);

/// <summary>
/// The newest commands that are done, and for older ones a filter that says which were certainly never there, so that a fresh id needs no look-up in the journal.
/// </summary>
/// <param name="Recent">By command id.</param>
/// <param name="Order">Their ids, oldest first.</param>
/// <param name="Forgotten">Filters, oldest first.</param>
public sealed record IdMemory(
    ImmutableSortedDictionary<string, Remembered> Recent,
    ImmutableQueue<string> Order,
    ImmutableList<BloomGeneration> Forgotten)
{
    /// <summary>How many are always kept.</summary>
    public const int Kept = 1_024;

    /// <summary>How many more gather before they are given up together, so that filters are rarely copied.</summary>
    public const int Slack = 256;

    /// <summary>The longest time for which the journal may be set to remember ids; filters live an hour longer.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    /// <summary>How many filters are kept apart; beyond, the oldest two are merged.</summary>
    public const int MostGenerations = 64;

    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>Nothing was ever done.</summary>
    public static IdMemory Empty { get; } = new(ImmutableSortedDictionary.Create<string, Remembered>(StringComparer.Ordinal), [], []);

    /// <summary>The command if it is among the newest, or null.</summary>
    public Remembered? Find(string command) => Recent.GetValueOrDefault(command);

    /// <summary>True if the journal has to be asked: the command may have been done and is no longer at hand.</summary>
    /// <param name="isStep">A step of a process, which the journal knows until the process ends, longer perhaps than filters live.</param>
    public bool MayHaveForgotten(string command, bool isStep = false)
    {
        if (Recent.ContainsKey(command)) return false;
        // Filters of long ago are gone, but there is at least one where anything was ever forgotten.
        if (isStep) return !Forgotten.IsEmpty;
        foreach (var generation in Forgotten)
            if (generation.MayContain(command)) return true;
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
        return after.Recent.Count < Kept + Slack ? after : after.Forget(done.Info.At);
    }

    private IdMemory Forget(DateTimeOffset now)
    {
        var order = Order;
        var recent = Recent.ToBuilder();
        var leaving = new List<string>(Slack);
        var newest = DateTimeOffset.MinValue;
        while (leaving.Count < Slack)
        {
            order = order.Dequeue(out var id);
            if (recent[id].Info.At is var at && at > newest) newest = at;
            recent.Remove(id);
            leaving.Add(id);
        }

        var generations = Forgotten.RemoveAll(old => old.NewestAt + LongestWindow + Margin < now);
        if (generations.IsEmpty || generations[^1].Count + leaving.Count > BloomGeneration.Capacity)
            generations = generations.Add(BloomGeneration.Empty);
        generations = generations.SetItem(generations.Count - 1, generations[^1].Add(leaving, newest));
        if (generations.Count > MostGenerations)
            generations = generations.SetItem(1, generations[0].Merge(generations[1])).RemoveAt(0);
        return new(recent.ToImmutable(), order, generations);
    }
}
