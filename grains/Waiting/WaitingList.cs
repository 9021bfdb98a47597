using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What of an entry is under way with the stock.</summary>
public enum WaitingStep
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Goods are being held.</summary>
    Offering,
    /// <summary>The hold is being prolonged.</summary>
    Accepting,
    /// <summary>What is held is being released.</summary>
    Releasing,
}

/// <summary>One who waits or waited.</summary>
/// <param name="Number">Of coming.</param>
/// <param name="Offer">Number of the newest offer; 0 before the first.</param>
/// <param name="HoldSeconds">With what is under way.</param>
/// <param name="Ends">With Releasing: as what the wait ends.</param>
/// <param name="Actor">Who asked last.</param>
public sealed record WaitingEntry(
    string Id,
    string Client,
    decimal Quantity,
    long Number,
    string BodyHash,
    WaitingState State,
    WaitingStep Step,
    long Offer,
    DateTimeOffset? ExpiresAt,
    int? HoldSeconds,
    WaitingState? Ends,
    DateTimeOffset JoinedAt,
    DateTimeOffset ChangedAt,
    string Actor,
    long Version)
{
    /// <summary>The reservation of the newest offer, in the same stock; null before the first.</summary>
    [JsonIgnore]
    public string? Reservation => Offer == 0 || State == WaitingState.Waiting ? null : ReservationOf(Offer);

    /// <summary>The id of an offer's reservation: an ordinary one, so that whoever serves the client commits it as any other.</summary>
    public static string ReservationOf(long offer) => FormattableString.Invariant($"waiting.{offer}");

    /// <summary>An entry as it begins.</summary>
    public static WaitingEntry Of(WaitingJoined joined, EventInfo info) => new(
        joined.Id, joined.Client, joined.Quantity, joined.Number, joined.BodyHash, WaitingState.Waiting, WaitingStep.None, 0, null, null, null, info.At, info.At, info.Actor, info.Version);

    /// <summary>The entry after an event that concerns it.</summary>
    public WaitingEntry After(WaitingEvent happened, EventInfo info)
    {
        var after = happened switch
        {
            WaitingOfferDecided decided => this with { Step = WaitingStep.Offering, Offer = decided.Offer, HoldSeconds = decided.HoldSeconds },
            WaitingOffered offered => Still() with { State = WaitingState.Offered, ExpiresAt = offered.ExpiresAt },
            WaitingOfferMissed => Still(),
            WaitingAcceptAsked asked => this with { Step = WaitingStep.Accepting, HoldSeconds = asked.HoldSeconds, Actor = info.Actor },
            WaitingEndAsked asked => this with { Step = WaitingStep.Releasing, Ends = asked.How, Actor = info.Actor },
            WaitingEnded ended => Still() with { State = ended.How, ExpiresAt = ended.ExpiresAt ?? ExpiresAt },
            _ => throw new InvalidOperationException($"No transition for {happened.GetType().Name}."),
        };
        return after with { ChangedAt = info.At, Version = info.Version };
    }

    private WaitingEntry Still() => this with { Step = WaitingStep.None, HoldSeconds = null, Ends = null };
}

/// <summary>Who waits for a SKU in a store.</summary>
/// <param name="Open">In order of coming.</param>
/// <param name="Over">The newest whose wait has ended, oldest first.</param>
/// <param name="Joined">How many there ever were.</param>
/// <param name="Offers">How many offers were ever decided.</param>
public sealed record WaitingList(ImmutableArray<WaitingEntry> Open, ImmutableArray<WaitingEntry> Over, long Joined, long Offers)
{
    /// <summary>How many of those whose wait has ended are kept at hand.</summary>
    public const int OverKept = 256;

    /// <summary>Before the first came.</summary>
    public static WaitingList Empty { get; } = new([], [], 0, 0);

    /// <summary>One who waits, or whose wait has ended not long ago; or null.</summary>
    public WaitingEntry? Find(string id) => Open.FirstOrDefault(entry => entry.Id == id) ?? Over.LastOrDefault(entry => entry.Id == id);

    /// <summary>Those who wait and have no offer, in order.</summary>
    [JsonIgnore]
    public IEnumerable<WaitingEntry> Queue => Open.Where(entry => entry.State == WaitingState.Waiting);

    /// <summary>The list after an event.</summary>
    public WaitingList After(WaitingEvent happened, EventInfo info) => happened switch
    {
        WaitingJoined joined => this with { Open = Open.Add(WaitingEntry.Of(joined, info)), Joined = joined.Number },
        WaitingOfferDecided decided => Changed(decided, info) with { Offers = decided.Offer },
        _ => Changed(happened, info),
    };

    private WaitingList Changed(WaitingEvent happened, EventInfo info)
    {
        var at = 0;
        while (Open[at].Id != happened.Id) at++;
        var after = Open[at].After(happened, info);
        if (!WaitingLife.IsOver(after.State)) return this with { Open = Open.SetItem(at, after) };
        var over = Over.Add(after);
        return this with { Open = Open.RemoveAt(at), Over = over.Length > OverKept ? over.RemoveAt(0) : over };
    }
}
