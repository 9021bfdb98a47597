namespace BeautyGrains.Grains;

public static partial class StockEvolve
{
    private static Stock Miss(Stock stock, UnmatchedChanged unmatched, EventInfo info)
    {
        var entry = Missed(stock.UnmatchedEntries.GetValueOrDefault(unmatched.Cause), unmatched, info);
        return stock with
        {
            Unmatched = stock.Unmatched + unmatched.By,
            UnmatchedEntries = entry.Left == 0 ? stock.UnmatchedEntries.Without(entry.Id) : stock.UnmatchedEntries.With(entry),
        };
    }

    /// <summary>Units without book stock after an event; null before the first.</summary>
    public static UnmatchedEntry Missed(UnmatchedEntry? known, UnmatchedChanged unmatched, EventInfo info) => known is null
        ? new(unmatched.Cause, unmatched.By, unmatched.By, null, null, null, null, null, info.At, info.At, info.Actor, info.Version)
        : known with { Left = known.Left + unmatched.By, Version = info.Version };

    // What an incident and a fact say of units comes behind them.
    private static Stock Tell(Stock stock, IncidentRaised raised) => stock.UnmatchedEntries.TryGetValue(raised.Id, out var entry)
        ? stock with { UnmatchedEntries = stock.UnmatchedEntries.With(Told(entry, raised)) }
        : stock;

    private static Stock Tell(Stock stock, FactRecorded fact) => stock.UnmatchedEntries.TryGetValue(fact.Id, out var entry)
        ? stock with { UnmatchedEntries = stock.UnmatchedEntries.With(Told(entry, fact)) }
        : stock;

    /// <summary>With what the incident says of the units.</summary>
    public static UnmatchedEntry Told(UnmatchedEntry entry, IncidentRaised raised) => entry with { Fact = raised.Fact, Lot = raised.Lot, Client = raised.Client, Serial = raised.Serial };

    /// <summary>With what the fact says of the units.</summary>
    public static UnmatchedEntry Told(UnmatchedEntry entry, FactRecorded fact) => entry with { OccurredAt = fact.OccurredAt, Document = fact.Document };

    private static Stock Note(Stock stock, StockEvent happened, EventInfo info)
    {
        // Who folds a part of a stock alone may not know its incidents.
        var id = happened is IncidentAssigned assigned ? assigned.Id : ((IncidentCommented)happened).Id;
        return stock.Incidents.TryGetValue(id, out var open) ? stock with { Incidents = stock.Incidents.With(Noted(open, happened, info)) } : stock;
    }

    /// <summary>An open incident after what was noted about it.</summary>
    public static Incident Noted(Incident open, StockEvent happened, EventInfo info) => happened switch
    {
        IncidentAssigned assigned => open with { Owner = assigned.Owner, Version = info.Version },
        IncidentCommented comment => open with { Comments = [.. open.Comments ?? [], new(comment.CommentId, comment.Text, info.Actor, info.At)], Version = info.Version },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} notes nothing."),
    };

    private static Stock Reopen(Stock stock, IncidentReopened reopened, EventInfo info) => stock with
    {
        Incidents = stock.Incidents.With(Reopened(reopened, info)),
        ClosedIncidents = stock.ClosedIncidents.RemoveAll(one => one.Id == reopened.Id),
    };

    /// <summary>The incident that an event opened again.</summary>
    public static Incident Reopened(IncidentReopened reopened, EventInfo info) =>
        reopened.Incident with { Resolution = null, ClosedAt = null, ClosedBy = null, ReopenedFor = reopened.Reason, Version = info.Version };
}
