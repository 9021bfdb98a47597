using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>What grains hold in memory is what a replay of the journal gives, at the same version.</summary>
internal sealed class LiveCheck(JournalWatch journal)
{
    private const string Invariant = "Replay = live.";

    // Every command is among the newest when it is compared first. Whether older ones stay remembered is looked at where their number says that some have
    // gone, and of all at the end: hundreds of look-ups after every step would double the price of a run.
    private const int NewestVersions = 16;

    /// <summary>Compares the grains whose streams were written in the last look.</summary>
    public void Compare(Node node)
    {
        foreach (var stream in journal.Touched) Compare(node, stream);
    }

    /// <summary>Looks at everything that the stocks of a node must remember.</summary>
    public void CompareMemories(Node node)
    {
        foreach (var stock in journal.Stocks)
            if (node.Live("stock", stock.Key) is AggregateGrain<Stock, StockEvent> grain && stock.At(grain.Durable.Version) is { } then)
                Remembers(node, stock, grain.Durable.State, then, then.Version);
    }

    private void Compare(Node node, StreamKey stream)
    {
        switch (stream.Category)
        {
            case "stock" when node.Live("stock", stream.Key) is AggregateGrain<Stock, StockEvent> grain:
                // A grain that has just been made holds nothing yet, and one that is behind hears of it later.
                var watch = journal.Stock(stream.Key)!;
                if (watch.At(grain.Durable.Version) is not { } then) break;
                if (SameStock.Difference(grain.Durable.State, then.State) is { } difference)
                    throw new Violation(Invariant, $"{stream} on {node} at version {then.Version}: {difference}");
                Remembers(node, watch, grain.Durable.State, then, NewestVersions);
                break;
            case "basket": Compare(node, stream, journal.Baskets); break;
            case "batch": Compare(node, stream, journal.Batches); break;
            case "transfer": Compare(node, stream, journal.Transfers); break;
            case "purchase-order": Compare(node, stream, journal.Buying.Orders, "purchaseorder"); break;
            case "receipt": Compare(node, stream, journal.Buying.Receipts); break;
            case "requisition": Compare(node, stream, journal.Buying.Requisitions); break;
            case "budget": Compare(node, stream, journal.Buying.Budgets); break;
            case "supply-plan": Compare(node, stream, journal.Buying.Plans, "supplyplan"); break;
            case "replenishment": Compare(node, stream, journal.Buying.Needs); break;
            case "waiting-list": Compare(node, stream, journal.Buying.Waiting, "waitinglist"); break;
            case "invoice": Compare(node, stream, journal.Buying.Invoices); break;
            case "supplier-return": Compare(node, stream, journal.Buying.Returns, "supplierreturn"); break;
            case "controlled": Compare(node, stream, journal.Controlled.Registers); break;
            case "unit": Compare(node, stream, journal.Units.Registry); break;
            case "prescription": Compare(node, stream, journal.Controlled.Prescriptions); break;
            case "alert": Compare(node, stream, journal.Buying.Alerts); break;
        }
    }

    private static void Remembers(Node node, StockWatch watch, Stock live, Versioned<Stock> then, long versions)
    {
        if (SameStock.NotRemembered(live, watch.Remembered(then, versions)) is { } forgotten)
            throw new Violation(Invariant, $"{watch.Key} on {node} at version {then.Version}: {forgotten}");
    }

    private static void Compare<TState, TEvent>(Node node, StreamKey stream, FoldWatch<TState, TEvent> watch, string? grainType = null)
        where TState : class
        where TEvent : class
    {
        if (node.Live(grainType ?? stream.Category, stream.Key) is not AggregateGrain<TState, TEvent> grain || watch.At(stream.Key, grain.Durable.Version) is not { } then) return;
        if (!watch.Kind.SaveState(grain.Durable.State).AsSpan().SequenceEqual(watch.Kind.SaveState(then.State)))
            throw new Violation(Invariant, $"{stream} on {node} at version {then.Version}.");
    }
}

/// <summary>Compares stocks by what they say. Much cheaper than writing both down.</summary>
internal static class SameStock
{
    public static bool Is(Stock one, Stock other) => Difference(one, other) is null;

    public static string? Difference(Stock one, Stock other)
    {
        if (ReferenceEquals(one, other)) return null;
        if (one.OnHand != other.OnHand || one.Reserved != other.Reserved || one.Unpinned != other.Unpinned || one.Unmatched != other.Unmatched) return "totals differ";
        if (!one.Lots.Values.SequenceEqual(other.Lots.Values)) return "lots differ";
        if (one.Open.Count != other.Open.Count || !one.Open.Values.Zip(other.Open.Values).All(pair => Same(pair.First, pair.Second))) return "open reservations differ";
        if (!one.Due.SequenceEqual(other.Due)) return "ends of reservations differ";
        if (!one.Waiting.Keys.SequenceEqual(other.Waiting.Keys) || !one.Waiting.Values.SequenceEqual(other.Waiting.Values)) return "waiting reservations differ";
        if (!one.TransitsOut.Keys.SequenceEqual(other.TransitsOut.Keys) || !one.TransitsIn.Keys.SequenceEqual(other.TransitsIn.Keys)) return "transits differ";
        if (!one.Incidents.Keys.SequenceEqual(other.Incidents.Keys)) return "incidents differ";
        return Known(one.Memory) < Known(other.Memory) ? NotRemembered(one, other.Memory.Order) : null;
    }

    /// <summary>The first of some commands that a stock does not remember to have done, in words; null when it remembers all.</summary>
    public static string? NotRemembered(Stock one, IEnumerable<string> commands) =>
        commands.FirstOrDefault(id => !Knows(one.Memory, id)) is { } forgotten ? $"{forgotten} is not remembered" : null;

    // A grain looks in the journal for what was done before it came to life. What was done again since counts once or twice.
    private static int Known(IdMemory memory) => memory.Recent.Count + memory.Forgotten.Sum(filter => filter.Count);

    private static bool Knows(IdMemory memory, string id) => memory.Find(id) is not null || memory.MayHaveForgotten(id);

    private static bool Same(Reservation one, Reservation other) =>
        one with { Lots = [] } == other with { Lots = [] } && one.Lots.SequenceEqual(other.Lots);
}
