namespace BeautyGrains.Contracts;

/// <summary>
/// A pick list that is kept: what reservations have pinned, in walking order, fetched line by line by a person. Goods that are picked leave their bin and lie
/// unplaced, from where they leave first. Key: "store/id".
/// </summary>
[Alias("bg.IPickListGrain")]
public interface IPickListGrain : IGrainWithStringKey
{
    /// <summary>Makes the list. Refusals: Validation, IdReused, InvalidState "nothing-to-pick".</summary>
    [Alias("Put")]
    Task<Answer<PickListView>> Put(PutPickList ask);

    /// <summary>Says who fetches it. Refusals: Validation, UnknownPickList, InvalidState.</summary>
    [Alias("Assign")]
    Task<Answer<PickListView>> Assign(AssignPickList ask);

    /// <summary>
    /// A line was fetched, or less than it says. Refusals: Validation, UnknownPickList, InvalidState, and those of the stock where the book has less in the bin
    /// than was found: the line then waits as before.
    /// </summary>
    [Alias("Confirm")]
    Task<Answer<PickListView>> Confirm(ConfirmPick ask);

    /// <summary>All lines are fetched. Refusals: UnknownPickList, InvalidState ("lines-waiting" while some are not).</summary>
    [Alias("Finish")]
    Task<Answer<PickListView>> Finish(Caller by);

    /// <summary>Gives the list up: what was fetched goes back to its bins, as far as it is still here. Refusals: Validation, UnknownPickList, InvalidState.</summary>
    [Alias("Cancel")]
    Task<Answer<PickListView>> Cancel(CancelPickList ask);

    /// <summary>The list; UnknownPickList.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<PickListView>> Get();

    /// <summary>For the sweep: goes on where a crash stopped it.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>Asks to make a pick list.</summary>
/// <param name="Sources">For whom goods are fetched: 1 to 500.</param>
/// <param name="Reservation">What the caller asked for, as the sources were looked up by it; null for all. Part of what tells one request from another; the sources are not.</param>
/// <param name="Sku">As <paramref name="Reservation"/>.</param>
/// <param name="Person">Id of the person who is to fetch it; null for nobody yet.</param>
[GenerateSerializer, Immutable, Alias("bg.PutPickList")]
public sealed record PutPickList(EquatableList<PickSource> Sources, string? Reservation, string? Sku, string? Person, Caller By);

/// <summary>A reservation of a SKU, of a basket "basket:ID", of a transfer "transfer:ID".</summary>
[GenerateSerializer, Immutable, Alias("bg.PickSource")]
public sealed record PickSource(string Sku, string Reservation);

/// <summary>Asks to give a list to a person.</summary>
[GenerateSerializer, Immutable, Alias("bg.AssignPickList")]
public sealed record AssignPickList(string Person, Caller By);

/// <summary>Tells what was fetched of a line.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Bin">Where the person stands: that of the line, null where the line has none.</param>
/// <param name="Lot">What was scanned: that of the line.</param>
/// <param name="Found">0 to the line's quantity; null for all of it. Less: the bin has no more of this lot.</param>
[GenerateSerializer, Immutable, Alias("bg.ConfirmPick")]
public sealed record ConfirmPick(int Line, string? Bin, string? Lot, decimal? Found, Caller By);

/// <summary>Asks to give a list up.</summary>
/// <param name="Reason">1 to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("bg.CancelPickList")]
public sealed record CancelPickList(string Reason, Caller By);

/// <summary>The life of a pick list.</summary>
[GenerateSerializer, Alias("bg.PickListState")]
public enum PickListState
{
    /// <summary>Lines are fetched.</summary>
    Open,
    /// <summary>A line's goods are leaving their bin.</summary>
    Taking,
    /// <summary>What a bin lacks is being recorded as a loss, with its incident.</summary>
    Losing,
    /// <summary>What was not found is being looked for elsewhere.</summary>
    Replanning,
    /// <summary>All is fetched.</summary>
    Finished,
    /// <summary>What was fetched goes back to its bins.</summary>
    Returning,
    /// <summary>Given up.</summary>
    Cancelled,
}

/// <summary>How a line stands.</summary>
[GenerateSerializer, Alias("bg.PickLineState")]
public enum PickLineState
{
    /// <summary>To be fetched.</summary>
    Waiting,
    /// <summary>Fetched whole.</summary>
    Picked,
    /// <summary>The bin had less.</summary>
    Short,
    /// <summary>Fetched, and put back into its bin.</summary>
    Returned,
    /// <summary>Fetched, and not put back: it has left the store, or the bin takes it no more.</summary>
    Kept,
}

/// <summary>A line of a pick list.</summary>
/// <param name="Number">From 1 on.</param>
/// <param name="Bin">Null for unplaced goods, which come first.</param>
/// <param name="Order">The bin's place in walking order; -1 for unplaced goods.</param>
/// <param name="Quantity">In the base unit.</param>
/// <param name="Reservation">For whom.</param>
/// <param name="Found">What was fetched.</param>
/// <param name="Unplanned">Of what was not found: what no other lot or bin has for this reservation.</param>
/// <param name="Incident">Id of the incident of the SKU's stock that tells of the loss; null for none.</param>
/// <param name="InsteadOf">The line that was short; null for none.</param>
/// <param name="By">Who fetched it.</param>
[GenerateSerializer, Immutable, Alias("bg.PickListLine")]
public sealed record PickListLine(
    int Number,
    string? Bin,
    int Order,
    string Sku,
    string Lot,
    DateTimeOffset? ExpiresAt,
    decimal Quantity,
    string Reservation,
    PickLineState State = PickLineState.Waiting,
    decimal Found = 0,
    decimal Unplanned = 0,
    string? Incident = null,
    int? InsteadOf = null,
    string? By = null,
    DateTimeOffset? At = null);

/// <summary>A pick list.</summary>
/// <param name="Person">Who fetches it; null for nobody yet.</param>
/// <param name="Lines">In walking order.</param>
/// <param name="Missing">Reservations that held something without a lot when the list was made.</param>
/// <param name="Reason">Why it was given up; null where it was not.</param>
/// <param name="Actor">Who made it.</param>
/// <param name="At">When it last changed.</param>
[GenerateSerializer, Immutable, Alias("bg.PickListView")]
public sealed record PickListView(
    string Store,
    string Id,
    PickListState State,
    string? Person,
    EquatableList<PickListLine> Lines,
    EquatableList<string> Missing,
    string? Reason,
    string Actor,
    DateTimeOffset At,
    long Version);
