namespace BeautyGrains.Grains;

/// <summary>What happens to a pick list.</summary>
public abstract record PickListEvent;

/// <summary>It was made.</summary>
public sealed record PickListMade(string? Person, EquatableList<PickListLine> Lines, EquatableList<string> Missing, string BodyHash) : PickListEvent;

/// <summary>It was given to a person.</summary>
public sealed record PickListAssigned(string Person) : PickListEvent;

/// <summary>A person told what was found of a line.</summary>
public sealed record PickConfirmed(int Line, decimal Found) : PickListEvent;

/// <summary>What the stock answered.</summary>
/// <param name="Lost">What the book has in the bin and nobody found.</param>
/// <param name="Refusal">Null where the goods left their bin.</param>
public sealed record PickTaken(int Line, decimal Lost, StoredRefusal? Refusal) : PickListEvent;

/// <summary>The loss was recorded.</summary>
public sealed record PickLossRecorded(int Line, string Incident) : PickListEvent;

/// <summary>What was not found was planned anew.</summary>
/// <param name="Lines">The new lines.</param>
/// <param name="Unplanned">What nothing else has for the reservation.</param>
public sealed record PickReplanned(int Line, EquatableList<PickListLine> Lines, decimal Unplanned) : PickListEvent;

/// <summary>All was fetched.</summary>
public sealed record PickListFinished : PickListEvent;

/// <summary>It was given up.</summary>
public sealed record PickListCancelled(string Reason) : PickListEvent;

/// <summary>What became of a line's goods then.</summary>
/// <param name="Refusal">Null where they are back in their bin.</param>
public sealed record PickReturned(int Line, StoredRefusal? Refusal) : PickListEvent;

/// <summary>A pick list, folded from its events.</summary>
/// <param name="State">Null before it was made.</param>
/// <param name="Lines">By number.</param>
/// <param name="Current">Number of the line that is being worked on; 0 for none.</param>
/// <param name="Lost">Of the current line: what the book has in the bin and nobody found.</param>
/// <param name="Refusal">Why the last confirmation was refused; null where it was not.</param>
/// <param name="Actor">Who asked for what is being done.</param>
/// <param name="Author">Who made the list.</param>
public sealed record PickList(
    PickListState? State,
    string? Person,
    EquatableList<PickListLine> Lines,
    EquatableList<string> Missing,
    string? Reason,
    int Current,
    decimal Lost,
    StoredRefusal? Refusal,
    string BodyHash,
    string Actor,
    string Author)
{
    /// <summary>Before the first event.</summary>
    public static PickList Empty { get; } = new(null, null, [], [], null, 0, 0, null, "", "", "");

    /// <summary>True while there is work left that nobody has to ask for.</summary>
    public bool IsUnderway => State is PickListState.Taking or PickListState.Losing or PickListState.Replanning or PickListState.Returning;

    /// <summary>The line that is being worked on.</summary>
    public PickListLine CurrentLine => Lines[Current - 1];

    /// <summary>The first line whose goods lie outside their bin because of this list, or null.</summary>
    public PickListLine? NextToReturn => Lines.FirstOrDefault(line => line is { Bin: not null, Found: > 0, State: PickLineState.Picked or PickLineState.Short });

    /// <summary>After an event.</summary>
    public PickList After(PickListEvent happened, EventInfo info) => happened switch
    {
        PickListMade made => Empty with { State = PickListState.Open, Person = made.Person, Lines = made.Lines, Missing = made.Missing, BodyHash = made.BodyHash, Actor = info.Actor, Author = info.Actor },
        PickListAssigned assigned => this with { Person = assigned.Person, Refusal = null },
        PickConfirmed confirmed => this with
        {
            State = To(PickListLife.Confirm, PickListState.Taking), Current = confirmed.Line, Refusal = null, Actor = info.Actor,
            Lines = Set(confirmed.Line, line => line with { Found = confirmed.Found, By = info.Actor, At = info.At }),
        },
        PickTaken { Refusal: { } refusal } refused => this with
        {
            State = To(PickListLife.Refused, PickListState.Open), Current = 0, Refusal = refusal, Lines = Set(refused.Line, line => line with { Found = 0, By = null, At = null }),
        },
        PickTaken taken => Taken(taken),
        PickLossRecorded recorded => this with { State = To(PickListLife.Lost, PickListState.Replanning), Lines = Set(recorded.Line, line => line with { Incident = recorded.Incident }) },
        PickReplanned replanned => this with
        {
            State = To(PickListLife.Replanned, PickListState.Open), Current = 0, Lost = 0,
            Lines = [.. Set(replanned.Line, line => line with { Unplanned = replanned.Unplanned }), .. replanned.Lines],
        },
        PickListFinished => this with { State = To(PickListLife.Finish, PickListState.Finished), Refusal = null },
        PickListCancelled cancelled => this with
        {
            State = To(PickListLife.Cancel, NextToReturn is null ? PickListState.Cancelled : PickListState.Returning), Reason = cancelled.Reason, Refusal = null, Actor = info.Actor,
        },
        PickReturned returned => Returned(returned),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a pick list."),
    };

    private PickList Taken(PickTaken taken)
    {
        var isWhole = CurrentLine.Found == CurrentLine.Quantity;
        var lines = Set(taken.Line, line => line with { State = isWhole ? PickLineState.Picked : PickLineState.Short });
        return isWhole ? this with { State = To(PickListLife.Taken, PickListState.Open), Current = 0, Lines = lines }
            : taken.Lost > 0 ? this with { State = To(PickListLife.Less, PickListState.Losing), Lost = taken.Lost, Lines = lines }
            : this with { State = To(PickListLife.Known, PickListState.Replanning), Lines = lines };
    }

    private PickList Returned(PickReturned returned)
    {
        var after = this with { Lines = Set(returned.Line, line => line with { State = returned.Refusal is null ? PickLineState.Returned : PickLineState.Kept }) };
        return after.NextToReturn is null ? after with { State = To(PickListLife.AllBack, PickListState.Cancelled) } : after;
    }

    private EquatableList<PickListLine> Set(int number, Func<PickListLine, PickListLine> change) => [.. Lines.Select(line => line.Number == number ? change(line) : line)];

    private PickListState To(string verb, PickListState to) => PickListLife.Table.Checked(State!.Value, verb, to);
}
