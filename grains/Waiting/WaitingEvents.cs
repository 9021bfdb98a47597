namespace BeautyGrains.Grains;

/// <summary>What happens on a waiting list; each concerns one who waits.</summary>
public abstract record WaitingEvent(string Id);

/// <summary>Somebody waits from now on, behind all who came before.</summary>
/// <param name="Quantity">In the base unit.</param>
/// <param name="Number">Of coming, 1 for the first.</param>
public sealed record WaitingJoined(string Id, string Client, decimal Quantity, long Number, string BodyHash) : WaitingEvent(Id);

/// <summary>The stock is asked to hold the goods.</summary>
/// <param name="Offer">Number of the offer on this list: names its reservation.</param>
/// <param name="HoldSeconds">How long it is held.</param>
public sealed record WaitingOfferDecided(string Id, long Offer, int HoldSeconds) : WaitingEvent(Id);

/// <summary>The goods are held, or are held until another time than was known.</summary>
public sealed record WaitingOffered(string Id, DateTimeOffset ExpiresAt) : WaitingEvent(Id);

/// <summary>The stock refused: the place in the queue stays.</summary>
public sealed record WaitingOfferMissed(string Id) : WaitingEvent(Id);

/// <summary>The offer is to be taken.</summary>
/// <param name="HoldSeconds">From then on; null for the rest of the offer's time.</param>
public sealed record WaitingAcceptAsked(string Id, int? HoldSeconds) : WaitingEvent(Id);

/// <summary>What is held is to be released.</summary>
/// <param name="How">Declined or Left.</param>
public sealed record WaitingEndAsked(string Id, WaitingState How) : WaitingEvent(Id);

/// <summary>The wait is over.</summary>
/// <param name="ExpiresAt">With Accepted: when the reservation ends, where it is still open.</param>
public sealed record WaitingEnded(string Id, WaitingState How, DateTimeOffset? ExpiresAt = null) : WaitingEvent(Id);
