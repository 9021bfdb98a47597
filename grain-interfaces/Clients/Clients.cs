namespace BeautyGrains.Contracts;

/// <summary>
/// A client's file. Key: its number. What is personal comes and goes sealed: only who holds the vault can read it, and nobody once its key is destroyed.
/// A process over the file, its phone and its keys.
/// </summary>
[Alias("bg.IClientGrain")]
public interface IClientGrain : IGrainWithStringKey
{
    /// <summary>Opens the file. Refusals: Validation, IdReused, PhoneTaken; the same again gives the first answer.</summary>
    [Alias("Register")]
    Task<Answer<ClientView>> Register(RegisterClient ask);

    /// <summary>Replaces who they are. Refusals: Validation, UnknownClient, InvalidState once erased, StaleVersion, PhoneTaken.</summary>
    [Alias("Change")]
    Task<Answer<ClientView>> Change(ChangeClient ask);

    /// <summary>Replaces what treatment needs to know. UnknownClient, InvalidState once erased, StaleVersion.</summary>
    [Alias("ChangeCare")]
    Task<Answer<ClientView>> ChangeCare(ChangeClientCare ask);

    /// <summary>Records that they agree to something, or do so no more. UnknownClient, InvalidState once erased.</summary>
    [Alias("Consent")]
    Task<Answer<ClientView>> Consent(RecordConsent ask);

    /// <summary>The file for whoever may see it whole: who looked at what, and why, is written down first. UnknownClient; InvalidState where that part is destroyed.</summary>
    [Alias("Reveal")]
    Task<Answer<ClientView>> Reveal(RevealClient ask);

    /// <summary>
    /// Destroys who they are, at once and for good; what treatment and recall need stays, restricted. UnknownClient, and the second person's refusals.
    /// </summary>
    [Alias("Erase")]
    Task<Answer<ClientView>> Erase(EraseClient ask);

    /// <summary>The file; UnknownClient, also for one whose registration was refused.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<ClientView>> Get();

    /// <summary>For the sweep: goes on where a crash stopped it.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>Gives new files their numbers. One grain; key: <see cref="Key"/>.</summary>
[Alias("bg.IClientNumbersGrain")]
public interface IClientNumbersGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "numbers";

    /// <summary>The number for a registration; the same again for the same. IdReused.</summary>
    [Alias("Take")]
    Task<Answer<ClientNumber>> Take(TakeClientNumber ask);
}

/// <summary>Who has a phone. Key: a word that stands for it and does not tell it.</summary>
[Alias("bg.IPhoneGrain")]
public interface IPhoneGrain : IGrainWithStringKey
{
    /// <summary>Takes it for a holder; PhoneTaken where another has it. The same again changes nothing.</summary>
    [Alias("Hold")]
    Task<Answer<PhoneHold>> Hold(HoldPhone ask);

    /// <summary>Gives it up; one that another has stays theirs.</summary>
    [Alias("Release")]
    Task<Answer<PhoneHold>> Release(HoldPhone ask);
}

/// <summary>Asks for a phone, or gives it up.</summary>
/// <param name="Holder">A word that stands for the client and does not tell them.</param>
[GenerateSerializer, Immutable, Alias("bg.HoldPhone")]
public sealed record HoldPhone(string Holder, Caller By);

/// <summary>Who has a phone.</summary>
/// <param name="Holder">Null for nobody.</param>
[GenerateSerializer, Immutable, Alias("bg.PhoneHold")]
public sealed record PhoneHold(string? Holder, long Version);

/// <summary>Asks for a number.</summary>
/// <param name="Id">Of the registration, made by the caller.</param>
/// <param name="BodyHash">Tells its content from another's, without giving it away.</param>
[GenerateSerializer, Immutable, Alias("bg.TakeClientNumber")]
public sealed record TakeClientNumber(string Id, string BodyHash, Caller By);

/// <summary>A client's number: "C" and at least 8 digits.</summary>
[GenerateSerializer, Immutable, Alias("bg.ClientNumber")]
public sealed record ClientNumber(string Number);

/// <summary>The parts of a file, each under a key of its own.</summary>
[GenerateSerializer, Alias("bg.ClientPart")]
public enum ClientPart
{
    /// <summary>Who they are, and what is kept for selling.</summary>
    Profile,
    /// <summary>What treatment needs to know.</summary>
    Care,
}

/// <summary>Asks to open a file.</summary>
/// <param name="Id">Of the registration, made by the caller.</param>
/// <param name="Profile">Sealed.</param>
/// <param name="Phone">The word that stands for the phone, sealed with the profile's key; null for a file without one.</param>
/// <param name="Care">Sealed; null for nothing known.</param>
/// <param name="Holder">Number of the account holder whose phone this file uses too; null for a file with its own phone or without any.</param>
/// <param name="Guardian">Number of whoever answers for a minor; null for nobody.</param>
/// <param name="Tags">At most 50 ids.</param>
[GenerateSerializer, Immutable, Alias("bg.RegisterClient")]
public sealed record RegisterClient(string Id, string Profile, string? Phone, string? Care, string? Holder, string? Guardian, EquatableList<string> Tags, Caller By);

/// <summary>Asks to replace who they are; the parameters are those of <see cref="RegisterClient"/>.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.ChangeClient")]
public sealed record ChangeClient(string Profile, string? Phone, string? Holder, string? Guardian, EquatableList<string> Tags, long? IfVersion, Caller By);

/// <summary>Asks to replace what treatment needs to know.</summary>
/// <param name="Care">Sealed.</param>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.ChangeClientCare")]
public sealed record ChangeClientCare(string Care, long? IfVersion, Caller By);

/// <summary>What a client may agree to.</summary>
[GenerateSerializer, Alias("bg.ConsentKind")]
public enum ConsentKind
{
    /// <summary>That their data are kept and used to serve them.</summary>
    Processing,
    /// <summary>That data about their health are.</summary>
    Health,
    /// <summary>Offers and campaigns.</summary>
    Marketing,
    /// <summary>Pictures before and after.</summary>
    Photographs,
    /// <summary>That others are given their data.</summary>
    Sharing,
}

/// <summary>Records that somebody agrees, or withdraws.</summary>
/// <param name="Text">Which text was agreed to: an id, such as that of a kept document; null where a consent is withdrawn.</param>
[GenerateSerializer, Immutable, Alias("bg.RecordConsent")]
public sealed record RecordConsent(ConsentKind Kind, bool Given, string? Text, Caller By);

/// <summary>Asks to see a part of the file whole.</summary>
/// <param name="Reason">1 to 500 characters; names nobody.</param>
[GenerateSerializer, Immutable, Alias("bg.RevealClient")]
public sealed record RevealClient(ClientPart Part, string Reason, Caller By);

/// <summary>Asks to destroy who they are.</summary>
/// <param name="Reason">1 to 500 characters; names nobody.</param>
/// <param name="Second">Another person; null for nobody.</param>
[GenerateSerializer, Immutable, Alias("bg.EraseClient")]
public sealed record EraseClient(string Reason, Approver? Second, Caller By);

/// <summary>How it stands with a file.</summary>
[GenerateSerializer, Alias("bg.ClientState")]
public enum ClientState
{
    /// <summary>Its phone is being asked for.</summary>
    Registering,
    /// <summary>Open.</summary>
    Active,
    /// <summary>Another phone is being asked for.</summary>
    Changing,
    /// <summary>The old phone is being given up.</summary>
    Releasing,
    /// <summary>The phone is somebody else's, and the keys are being destroyed.</summary>
    Withdrawing,
    /// <summary>It was never opened.</summary>
    Refused,
    /// <summary>The phone is being given up for good.</summary>
    Erasing,
    /// <summary>The profile's key is being destroyed.</summary>
    Destroying,
    /// <summary>Nobody knows any more who they were.</summary>
    Erased,
}

/// <summary>A consent or its withdrawal.</summary>
[GenerateSerializer, Immutable, Alias("bg.ConsentView")]
public sealed record ConsentView(ConsentKind Kind, bool Given, string? Text, string Actor, DateTimeOffset At);

/// <summary>A look at a part of the file.</summary>
[GenerateSerializer, Immutable, Alias("bg.ClientLook")]
public sealed record ClientLook(ClientPart Part, string Reason, string Actor, DateTimeOffset At);

/// <summary>A client's file.</summary>
/// <param name="Profile">Sealed; null once erased.</param>
/// <param name="Care">Sealed; null for nothing known.</param>
/// <param name="HasPhone">Of its own.</param>
/// <param name="Consents">Newest last; at most the newest 200.</param>
/// <param name="Looks">Newest last; at most the newest 200. Older ones stay in the journal.</param>
/// <param name="RegisteredBy">Who opened it.</param>
/// <param name="ErasedAt">Null for one that is not.</param>
[GenerateSerializer, Immutable, Alias("bg.ClientView")]
public sealed record ClientView(
    string Number,
    ClientState State,
    string? Profile,
    string? Care,
    bool HasPhone,
    string? Holder,
    string? Guardian,
    EquatableList<string> Tags,
    EquatableList<ConsentView> Consents,
    EquatableList<ClientLook> Looks,
    string RegisteredBy,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? ErasedAt,
    long Version);

/// <summary>Bounds of a client's file.</summary>
public static class ClientForm
{
    /// <summary>Tags of a file.</summary>
    public const int MaxTags = 50;

    /// <summary>Of a sealed part, in characters.</summary>
    public const int MaxSealed = 40_000;

    /// <summary>The first rule that tags break, as field and rule; null when they are well formed.</summary>
    public static (string Field, string Rule)? OfTags(EquatableList<string> tags)
    {
        if (tags.Count > MaxTags) return ("tags", "at-most-50-entries");
        for (var i = 0; i < tags.Count; i++)
            if (!Limits.IsId(tags[i])) return (FormattableString.Invariant($"tags[{i}]"), "must-be-an-id");
        return tags.Distinct(StringComparer.Ordinal).Count() == tags.Count ? null : ("tags", "must-be-unique");
    }
}
