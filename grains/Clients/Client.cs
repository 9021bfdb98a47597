namespace BeautyGrains.Grains;

/// <summary>What happens to a client's file.</summary>
public abstract record ClientEvent;

/// <summary>It is to be opened.</summary>
/// <param name="Id">Of the registration.</param>
/// <param name="Profile">Sealed, as everything personal.</param>
/// <param name="Phone">The word that stands for it, sealed; null for none, and the file is open.</param>
public sealed record ClientRegistered(string Id, string Profile, string? Phone, string? Care, string? Holder, string? Guardian, EquatableList<string> Tags) : ClientEvent;

/// <summary>Who they are was replaced; a phone that is new is asked for first.</summary>
public sealed record ClientChanged(string Profile, string? Phone, string? Holder, string? Guardian, EquatableList<string> Tags) : ClientEvent;

/// <summary>Whether the phone is theirs.</summary>
public sealed record ClientPhoneAnswered(bool IsFree) : ClientEvent;

/// <summary>The phone that they have no more is free again.</summary>
public sealed record ClientPhoneReleased : ClientEvent;

/// <summary>What treatment needs to know was replaced.</summary>
public sealed record ClientCareChanged(string Care) : ClientEvent;

/// <summary>They agreed, or withdrew.</summary>
public sealed record ClientConsented(ConsentKind Kind, bool Given, string? Text) : ClientEvent;

/// <summary>Somebody saw a part whole.</summary>
public sealed record ClientRevealed(ClientPart Part, string Reason) : ClientEvent;

/// <summary>Who they are is to be destroyed.</summary>
public sealed record ClientErasureAsked(string Reason, string ApprovedBy) : ClientEvent;

/// <summary>It is: the key is no more.</summary>
public sealed record ClientKeysDestroyed : ClientEvent;

/// <summary>It can be found by its name and phone.</summary>
public sealed record ClientIndexed : ClientEvent;

/// <summary>What a file says of itself, as one change replaces it.</summary>
/// <param name="Profile">Sealed.</param>
/// <param name="Phone">Sealed; null for none.</param>
public sealed record ClientRecord(string Profile, string? Phone, string? Holder, string? Guardian, EquatableList<string> Tags);

/// <summary>A client's file, folded from its events.</summary>
/// <param name="State">Null before it was asked for.</param>
/// <param name="Record">As it counts; while another phone is asked for, as it was before. Null once erased.</param>
/// <param name="Next">What counts once the phone is theirs; null while none is asked for.</param>
/// <param name="OldPhone">Sealed: to be given up.</param>
/// <param name="PhoneTaken">The last phone that was asked for is somebody else's.</param>
/// <param name="Indexed">The profile by which it is found; null for none.</param>
/// <param name="Registration">Its id.</param>
/// <param name="Actor">Who asked for what is being done.</param>
/// <param name="Version">Of the last event; If-Match is compared with it when deciding.</param>
public sealed record Client(
    ClientState? State,
    ClientRecord? Record,
    ClientRecord? Next,
    string? OldPhone,
    bool PhoneTaken,
    string? Indexed,
    string? Care,
    EquatableList<ConsentView> Consents,
    EquatableList<ClientLook> Looks,
    string Registration,
    string Actor,
    string RegisteredBy,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? ErasedAt,
    long Version = 0)
{
    /// <summary>Consents and looks that are kept at hand; the journal has all.</summary>
    public const int MostKept = 200;

    /// <summary>Before the first event.</summary>
    public static Client Empty { get; } = new(null, null, null, null, false, null, null, [], [], "", "", "", default, null);

    /// <summary>True while there is work left that nobody has to ask for.</summary>
    public bool IsUnderway => IsToBeIndexed || State is ClientState.Registering or ClientState.Changing or ClientState.Releasing or ClientState.Withdrawing or ClientState.Erasing or ClientState.Destroying;

    /// <summary>True while it is open, but not found by what it says.</summary>
    public bool IsToBeIndexed => State == ClientState.Active && Indexed != Record!.Profile;

    /// <summary>After an event.</summary>
    public Client After(ClientEvent happened, EventInfo info) => (happened switch
    {
        ClientRegistered it => Registered(it, info),
        ClientChanged it => Changed(it, info),
        ClientPhoneAnswered it => Answered(it),
        ClientPhoneReleased => this with { State = To(ClientLife.PhoneReleased, State == ClientState.Erasing ? ClientState.Destroying : ClientState.Active), OldPhone = null },
        ClientIndexed => this with { Indexed = Record!.Profile },
        ClientCareChanged it => this with { State = To(ClientLife.Change, ClientState.Active), Care = it.Care },
        ClientConsented it => this with { State = To(ClientLife.Consent, ClientState.Active), Consents = [.. Consents.TakeLast(MostKept - 1), new(it.Kind, it.Given, it.Text, info.Actor, info.At)] },
        ClientRevealed it => this with { Looks = [.. Looks.TakeLast(MostKept - 1), new(it.Part, it.Reason, info.Actor, info.At)] },
        ClientErasureAsked => Erased(info),
        ClientKeysDestroyed => this with { State = To(ClientLife.KeysDestroyed, State == ClientState.Withdrawing ? ClientState.Refused : ClientState.Erased), Record = null, Next = null },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a client."),
    }) with { Version = info.Version };

    private static Client Registered(ClientRegistered it, EventInfo info)
    {
        var record = new ClientRecord(it.Profile, it.Phone, it.Holder, it.Guardian, it.Tags);
        var waits = it.Phone is not null;
        return Empty with
        {
            State = waits ? ClientLife.Table.Start : ClientLife.Table.Checked(ClientLife.Table.Start, ClientLife.NoPhone, ClientState.Active),
            Record = waits ? null : record,
            Next = waits ? record : null,
            Care = it.Care,
            Registration = it.Id,
            Actor = info.Actor,
            RegisteredBy = info.Actor,
            RegisteredAt = info.At,
        };
    }

    private Client Changed(ClientChanged it, EventInfo info)
    {
        var record = new ClientRecord(it.Profile, it.Phone, it.Holder, it.Guardian, it.Tags);
        if (it.Phone == Record!.Phone) return this with { State = To(ClientLife.Change, ClientState.Active), Record = record, Actor = info.Actor, PhoneTaken = false };
        return it.Phone is null
            ? this with { State = To(ClientLife.Change, ClientState.Releasing), Record = record, OldPhone = Record.Phone, Actor = info.Actor, PhoneTaken = false }
            : this with { State = To(ClientLife.Change, ClientState.Changing), Next = record, Actor = info.Actor, PhoneTaken = false };
    }

    private Client Answered(ClientPhoneAnswered it)
    {
        if (!it.IsFree)
            return this with { State = To(ClientLife.PhoneTaken, State == ClientState.Registering ? ClientState.Withdrawing : ClientState.Active), Next = null, PhoneTaken = true };
        var old = Record?.Phone;
        return this with { State = To(ClientLife.PhoneFree, old is null ? ClientState.Active : ClientState.Releasing), Record = Next, Next = null, OldPhone = old };
    }

    private Client Erased(EventInfo info) => this with
    {
        State = To(ClientLife.Erase, Record!.Phone is null ? ClientState.Destroying : ClientState.Erasing),
        OldPhone = Record.Phone,
        Record = null,
        Indexed = null,
        Actor = info.Actor,
        ErasedAt = info.At,
    };

    private ClientState To(string verb, ClientState to) => ClientLife.Table.Checked(State!.Value, verb, to);
}

/// <summary>The life of a file: its rules ask this table, its fold keeps to it, a test walks it and the documentation draws it.</summary>
public static class ClientLife
{
    /// <summary>A file without a phone of its own is open at once.</summary>
    public const string NoPhone = "no phone";

    /// <summary>The phone is theirs.</summary>
    public const string PhoneFree = "phone free";

    /// <summary>Another account holder has it.</summary>
    public const string PhoneTaken = "phone taken";

    /// <summary>The old one is free again.</summary>
    public const string PhoneReleased = "phone released";

    /// <summary>Profile or care.</summary>
    public const string Change = "change";

    /// <summary>Given or withdrawn.</summary>
    public const string Consent = "consent";

    /// <summary>Asked for by two people.</summary>
    public const string Erase = "erase";

    /// <summary>The keys are no more.</summary>
    public const string KeysDestroyed = "keys destroyed";

    /// <summary>The table.</summary>
    public static StateTable<ClientState> Table { get; } = new(
        ClientState.Registering,
        new(ClientState.Registering, NoPhone, ClientState.Active),
        new(ClientState.Registering, PhoneFree, ClientState.Active),
        new(ClientState.Registering, PhoneTaken, ClientState.Withdrawing),
        new(ClientState.Withdrawing, KeysDestroyed, ClientState.Refused),
        new(ClientState.Active, Change, ClientState.Active),
        new(ClientState.Active, Change, ClientState.Changing),
        new(ClientState.Active, Change, ClientState.Releasing),
        new(ClientState.Changing, PhoneFree, ClientState.Active),
        new(ClientState.Changing, PhoneFree, ClientState.Releasing),
        new(ClientState.Changing, PhoneTaken, ClientState.Active),
        new(ClientState.Releasing, PhoneReleased, ClientState.Active),
        new(ClientState.Active, Consent, ClientState.Active),
        new(ClientState.Active, Erase, ClientState.Erasing),
        new(ClientState.Active, Erase, ClientState.Destroying),
        new(ClientState.Erasing, PhoneReleased, ClientState.Destroying),
        new(ClientState.Destroying, KeysDestroyed, ClientState.Erased));
}
