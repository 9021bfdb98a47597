using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>Waiting lists, read from the journal on its own: goods go to whoever came first.</summary>
internal sealed class QueueWatch
{
    private readonly Dictionary<string, List<(string Id, WaitingState State)>> _lists = new(StringComparer.Ordinal);

    /// <summary>Who waits or has an offer, over all lists.</summary>
    public int Open => _lists.Values.Sum(list => list.Count);

    public void Take(RecordedEvent entry)
    {
        if (entry.Stream.Category != WaitingListKind.Instance.Category) return;
        if (!_lists.TryGetValue(entry.Stream.Key, out var list)) _lists[entry.Stream.Key] = list = [];
        var happened = WaitingListKind.Instance.Events.Read(entry);
        var place = list.FindIndex(one => one.Id == happened.Id);
        switch (happened)
        {
            case WaitingJoined:
                if (place >= 0) throw new Violation("Who waits is in the queue once.", $"{entry.Stream}: {happened.Id}");
                list.Add((happened.Id, WaitingState.Waiting));
                break;
            case WaitingOffered when list[place].State == WaitingState.Waiting:
                var first = list.First(one => one.State == WaitingState.Waiting).Id;
                if (first != happened.Id) throw new Violation("Goods are offered to whoever came first.", $"{entry.Stream} version {entry.Version}: to {happened.Id}, and {first} came before.");
                list[place] = (happened.Id, WaitingState.Offered);
                break;
            case WaitingEnded: list.RemoveAt(place); break;
        }
    }
}
