using State = BeautyGrains.Contracts.CountState;

namespace BeautyGrains.Grains;

/// <summary>What a list shows of a session: everything but its SKUs, folded from the same events.</summary>
/// <param name="State">Null before it was opened.</param>
public sealed record CountHead(
    State? State,
    string Store,
    CountScope? Scope,
    EquatableList<string> Assigned,
    string? Note,
    int Skus,
    int Counted,
    CountResult? Result,
    string OpenedBy,
    DateTimeOffset OpenedAt,
    string? ApprovedBy,
    string? Reason,
    string Actor)
{
    /// <summary>Before the first event.</summary>
    public static CountHead Empty { get; } = new(null, "", null, [], null, 0, 0, null, "", default, null, null, "");

    /// <summary>True until it is over.</summary>
    public bool IsUnderway => State is { } state && !CountSessionLife.Ends.Contains(state);

    /// <summary>After an event.</summary>
    public CountHead After(CountEvent happened, EventInfo info) => happened switch
    {
        CountOpened opened => Empty with
        {
            State = CountSessionLife.Table.Start, Store = opened.Store, Scope = opened.Scope, Assigned = opened.Assigned, Note = opened.Note, Skus = opened.Skus.Count,
            OpenedBy = info.Actor, OpenedAt = info.At, Actor = info.Actor,
        },
        CountAssigned assigned => To(CountSessionLife.Assign, State!.Value) with { Assigned = assigned.Assigned },
        CountsSubmitted counts => To(CountSessionLife.Submit, State!.Value) with { Skus = counts.Skus, Counted = counts.Counted },
        CountFinished => To(CountSessionLife.Finish, Contracts.CountState.Comparing) with { Actor = info.Actor },
        CountCompared => To(CountSessionLife.Answered, Contracts.CountState.Comparing),
        CountRecountDemanded demanded => To(demanded.ByRule ? CountSessionLife.Answered : CountSessionLife.Recount, Contracts.CountState.Recounting) with { Result = null, Counted = demanded.Counted },
        CountReviewBegun review => To(CountSessionLife.Answered, Contracts.CountState.Review) with { Result = review.Result },
        CountAgreed agreed => To(CountSessionLife.Answered, Contracts.CountState.Posting) with { Result = agreed.Result },
        CountApproved approved => To(CountSessionLife.Approve, Contracts.CountState.Posting) with { Result = approved.Result, ApprovedBy = approved.ApprovedBy, Actor = info.Actor },
        CountLotsPosted => To(CountSessionLife.Answered, Contracts.CountState.Posting),
        CountComparedAnew => To(CountSessionLife.Answered, Contracts.CountState.Comparing) with { Result = null },
        CountPosted posted => To(CountSessionLife.Answered, Contracts.CountState.Posted) with { Result = posted.Result },
        CountCancelled cancelled => To(CountSessionLife.Cancel, Contracts.CountState.Cancelled) with { Reason = cancelled.Reason },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a count session."),
    };

    private CountHead To(string verb, State to) => this with { State = CountSessionLife.Table.Checked(State!.Value, verb, to) };
}

/// <summary>Sessions as lists show them.</summary>
public static class CountHeadViews
{
    /// <summary>Which SKUs are counted again, only the session knows.</summary>
    public static CountSessionView Of(string id, Versioned<CountHead> head) => CountResults.ViewOf(id, head, []);
}
