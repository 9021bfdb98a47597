namespace BeautyGrains.Grains;

/// <summary>What happens to a case of feedback.</summary>
public abstract record FeedbackEvent;

/// <summary>It was taken down.</summary>
/// <param name="Lots">Those that it may be about, each once.</param>
/// <param name="Duty">Null where the authority need not be told.</param>
public sealed record FeedbackReceived(
    string Store, FeedbackSort Kind, FeedbackSeverity? Severity, bool Widespread, FeedbackStep Step, FeedbackTie Tie, string Description, DateTimeOffset? HappenedAt, DateTimeOffset KnownAt, string? ReportedBy,
    EquatableList<string> Documents, EquatableList<FeedbackLot> Lots, FeedbackDuty? Duty, string BodyHash) : FeedbackEvent;

/// <summary>What is known of it was put right; all as it now stands.</summary>
public sealed record FeedbackAmended(
    FeedbackSort Kind, FeedbackSeverity? Severity, bool Widespread, FeedbackStep Step, EquatableList<string> Documents, EquatableList<FeedbackLot> Lots, FeedbackDuty? Duty, string Reason) : FeedbackEvent;

/// <summary>It moved on.</summary>
/// <param name="Number">With Report.</param>
/// <param name="ApprovedBy">With Close: the second person, where one agreed.</param>
public sealed record FeedbackMoved(FeedbackMove Move, string? Note, string? Number, string? Document, string? ApprovedBy) : FeedbackEvent;

/// <summary>A case of feedback, folded from its events.</summary>
/// <param name="State">Null before it was taken down.</param>
public sealed record FeedbackCase(
    FeedbackState? State, string Store, FeedbackSort Kind, FeedbackSeverity? Severity, bool Widespread, FeedbackStep Step, FeedbackTie Tie, string Description, DateTimeOffset? HappenedAt, DateTimeOffset KnownAt,
    string? ReportedBy, EquatableList<string> Documents, EquatableList<FeedbackLot> Lots, FeedbackDuty? Duty, EquatableList<FeedbackReport> Reports, string? Findings, bool? WasSo, string? Action, string? ClosedBy,
    string? ApprovedBy, string? ReopenedFor, string Actor, DateTimeOffset At, string BodyHash)
{
    /// <summary>Before the first event.</summary>
    public static FeedbackCase Empty { get; } = new(
        null, "", default, null, false, default, new(null, null, null, null, null, null, null, null), "", null, default, null, [], [], null, [], null, null, null, null, null, null, "", default, "");

    /// <summary>The case after an event.</summary>
    public FeedbackCase After(FeedbackEvent happened, EventInfo info) => happened switch
    {
        FeedbackReceived it => new(
            FeedbackLife.Table.Start, it.Store, it.Kind, it.Severity, it.Widespread, it.Step, it.Tie, it.Description, it.HappenedAt, it.KnownAt, it.ReportedBy, it.Documents, it.Lots, it.Duty, [], null, null, null, null,
            null, null, info.Actor, info.At, it.BodyHash),
        FeedbackAmended it => this with { Kind = it.Kind, Severity = it.Severity, Widespread = it.Widespread, Step = it.Step, Documents = it.Documents, Lots = it.Lots, Duty = it.Duty },
        FeedbackMoved it => Moved(it, info),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of feedback."),
    };

    private FeedbackCase Moved(FeedbackMoved it, EventInfo info)
    {
        var moved = this with { State = FeedbackLife.Table.Checked(State!.Value, FeedbackLife.VerbOf(it.Move), FeedbackLife.After(State.Value, it.Move)) };
        return it.Move switch
        {
            FeedbackMove.Report => moved with { Reports = [.. Reports, new(it.Number!, it.Note, it.Document, info.Actor, info.At)], Duty = Duty is null ? null : Duty with { Met = true } },
            FeedbackMove.Confirm => moved with { Findings = it.Note, WasSo = true },
            FeedbackMove.Reject => moved with { Findings = it.Note, WasSo = false },
            FeedbackMove.Close => moved with { Action = it.Note, ClosedBy = info.Actor, ApprovedBy = it.ApprovedBy },
            // What was found and done stays to be read until something else is found and done.
            FeedbackMove.Reopen => moved with { ReopenedFor = it.Note, WasSo = null },
            _ => moved,
        };
    }

    /// <summary>The case as callers see it.</summary>
    public static FeedbackView ViewOf(string id, Versioned<FeedbackCase> on)
    {
        var it = on.State;
        return new(
            id, it.Store, it.Kind, it.Severity, it.Widespread, it.Step, it.Tie, it.Description, it.HappenedAt, it.KnownAt, it.ReportedBy, it.Documents, it.Lots, it.State!.Value, it.Duty, it.Reports, it.Findings, it.WasSo,
            it.Action, it.ClosedBy, it.ApprovedBy, it.ReopenedFor, it.Actor, it.At, on.At, on.Version);
    }
}

/// <summary>The life of a case: its rules ask this table, its fold keeps to it, a test walks it and the documentation draws it.</summary>
public static class FeedbackLife
{
    /// <summary>The table. The authority is told when it must be, also of what is confirmed or rejected already: suspicion is enough.</summary>
    public static StateTable<FeedbackState> Table { get; } = new(
        FeedbackState.Received,
        new(FeedbackState.Received, VerbOf(FeedbackMove.Investigate), FeedbackState.Investigating),
        new(FeedbackState.Received, VerbOf(FeedbackMove.Report), FeedbackState.Reported),
        new(FeedbackState.Investigating, VerbOf(FeedbackMove.Report), FeedbackState.Reported),
        new(FeedbackState.Reported, VerbOf(FeedbackMove.Report), FeedbackState.Reported),
        new(FeedbackState.Confirmed, VerbOf(FeedbackMove.Report), FeedbackState.Confirmed),
        new(FeedbackState.Rejected, VerbOf(FeedbackMove.Report), FeedbackState.Rejected),
        new(FeedbackState.Investigating, VerbOf(FeedbackMove.Confirm), FeedbackState.Confirmed),
        new(FeedbackState.Investigating, VerbOf(FeedbackMove.Reject), FeedbackState.Rejected),
        new(FeedbackState.Reported, VerbOf(FeedbackMove.Confirm), FeedbackState.Confirmed),
        new(FeedbackState.Reported, VerbOf(FeedbackMove.Reject), FeedbackState.Rejected),
        new(FeedbackState.Confirmed, VerbOf(FeedbackMove.Close), FeedbackState.Closed),
        new(FeedbackState.Rejected, VerbOf(FeedbackMove.Close), FeedbackState.Closed),
        new(FeedbackState.Closed, VerbOf(FeedbackMove.Reopen), FeedbackState.Investigating));

    /// <summary>A move in the table's words.</summary>
    public static string VerbOf(FeedbackMove move) => move switch
    {
        FeedbackMove.Investigate => "investigate",
        FeedbackMove.Report => "report",
        FeedbackMove.Confirm => "confirm",
        FeedbackMove.Reject => "reject",
        FeedbackMove.Close => "close",
        _ => "reopen",
    };

    /// <summary>Where a move leads that the table allows.</summary>
    public static FeedbackState After(FeedbackState from, FeedbackMove move) => Table.Moves.First(one => one.From == from && one.Verb == VerbOf(move)).To;
}
