using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>Recorded facts, found again by their id as long as ids are remembered.</summary>
public sealed class FactRecords(IJournal journal)
{
    /// <summary>The fact with its incident as it now stands, or null.</summary>
    /// <param name="incidents">What the stock has at hand of its incidents.</param>
    public async Task<FactView?> Find(StockKey stock, string id, IEnumerable<IncidentView> incidents, CancellationToken cancel)
    {
        if (await Read(stock, CommandIds.Fact(id), cancel) is not { } found || found.Happened is not FactRecorded fact) return null;
        var incident = incidents.FirstOrDefault(one => one.Id == id)
            ?? (await Read(stock, CommandIds.Incident(id), cancel) is { Happened: IncidentClosed closed } end ? Closed(closed, end.Recorded) : Raised(fact, found.Recorded));
        return new(fact.Id, fact.Kind, fact.Quantity, fact.Booked, fact.Unmatched, [.. fact.Lines.Select(Ledger.Line)], incident, fact.OccurredAt, found.Recorded.At, found.Recorded.Version);
    }

    private async Task<(RecordedEvent Recorded, StockEvent Happened)?> Read(StockKey stock, string command, CancellationToken cancel)
    {
        var stream = StockKind.Instance.Stream(stock.ToString());
        if (await journal.FindCommand(stream, command, cancel) is not { } remembered) return null;
        var page = await journal.ReadPage(stream, remembered.Version - 1, [], 1, cancel);
        return page is [var recorded] ? (recorded, StockKind.Instance.Events.Read(recorded)) : null;
    }

    private static IncidentView Raised(FactRecorded fact, RecordedEvent recorded) => new(
        fact.Id, fact.Kind, fact.Causes, fact.Quantity, fact.Lot, fact.Client, fact.Serial, true, recorded.At, recorded.Actor, null, null, null, recorded.Version);

    private static IncidentView Closed(IncidentClosed closed, RecordedEvent recorded)
    {
        var it = closed.Incident;
        return new(it.Id, it.Fact, it.Causes, it.Quantity, it.Lot, it.Client, it.Serial, false, it.RaisedAt, it.RaisedBy, closed.Resolution, recorded.At, recorded.Actor, recorded.Version);
    }
}
