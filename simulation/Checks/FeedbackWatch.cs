using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>Cases of feedback, folded on their own, and what must be so of them.</summary>
/// <param name="zoneOf">A store's time zone.</param>
internal sealed class FeedbackWatch(Func<string, string> zoneOf)
{
    // By when the authority is to be told of each case, as the tables say by hand, earliest first.
    private readonly Dictionary<string, DateTimeOffset> _due = new(StringComparer.Ordinal);

    // Cases of which it was told since.
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public FoldWatch<FeedbackCase, FeedbackEvent> Cases { get; } = new(FeedbackKind.Instance);

    /// <param name="by">Virtual time at which it was durable.</param>
    /// <returns>False for what belongs to somebody else.</returns>
    public bool Take(RecordedEvent entry, long by)
    {
        if (entry.Stream.Category != FeedbackKind.Instance.Category) return false;
        Cases.Take(entry, by);
        var (id, it) = (entry.Stream.Key, Cases.Last(entry.Stream.Key)!.State);
        switch (FeedbackKind.Instance.Events.Read(entry))
        {
            case FeedbackReceived taken: Expect(id, it, taken.Severity, taken.Widespread); break;
            case FeedbackAmended amended: Expect(id, it, amended.Severity, amended.Widespread); break;
            case FeedbackMoved { Move: FeedbackMove.Report }: _told.Add(id); break;
            case FeedbackMoved { Move: FeedbackMove.Close } closed: CheckClosed(entry, it, closed); break;
        }
        if ((it.Duty?.DueAt, it.Duty?.Met ?? true) != (_due.TryGetValue(id, out var due) ? due : null, !_due.ContainsKey(id) || _told.Contains(id)))
            throw new Violation("No case loses its clock.", $"{entry.Stream} version {entry.Version}: {it.Duty}, and it is due by {(_due.ContainsKey(id) ? due : null):O}.");
        return true;
    }

    // 30 days, 15 for what is severe, 3 for what many have, each to the end of its last day there; of drugs deaths and what many have at once.
    private void Expect(string id, FeedbackCase it, FeedbackSeverity? severity, bool widespread)
    {
        if (severity is null) return;
        var days = widespread ? 3 : severity is FeedbackSeverity.Severe or FeedbackSeverity.Death ? 15 : 30;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneOf(it.Store));
        var end = TimeZoneInfo.ConvertTime(it.KnownAt, zone).Date.AddDays(days + 1);
        var isDrug = it.Tie.Sku == Chain.Sku(Chain.Drug) || it.Lots.Any(lot => lot.Sku == Chain.Sku(Chain.Drug));
        var due = isDrug && (widespread || severity == FeedbackSeverity.Death) ? it.KnownAt : new DateTimeOffset(end, zone.GetUtcOffset(end));
        if (_due.TryGetValue(id, out var before) && before <= due) return;
        _due[id] = due;
        _told.Remove(id);
    }

    private void CheckClosed(RecordedEvent entry, FeedbackCase it, FeedbackMoved closed)
    {
        if (_due.ContainsKey(entry.Stream.Key) && !_told.Contains(entry.Stream.Key)) throw new Violation("The authority is told before a case is closed.", $"{entry.Stream}: {it.Duty}.");
        if (it.Findings is null || closed.Note is null) throw new Violation("A case is closed with findings and an action.", $"{entry.Stream}: {it.Findings}, {closed.Note}.");
        if ((it.Severity >= FeedbackSeverity.Severe || it.Widespread) && (closed.ApprovedBy is null || closed.ApprovedBy == entry.Actor || closed.ApprovedBy == it.Actor))
            throw new Violation("Nobody closes a severe case alone.", $"{entry.Stream}: by {entry.Actor} and {closed.ApprovedBy}.");
    }
}
