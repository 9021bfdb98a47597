namespace BeautyGrains.Grains;

/// <summary>What may become of a client's file. Pure; asked only while the file waits for nobody.</summary>
public static class ClientRules
{
    /// <summary>
    /// Guards in this order: a repeat or another registration, form. That a repeat says the same was asked when it was given its number; what was refused or
    /// erased since can be sealed no more to compare it.
    /// </summary>
    public static Decision<ClientEvent> Register(Client state, RegisterClient ask)
    {
        if (state.State is not null) return state.Registration == ask.Id ? Decision<ClientEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (!Limits.IsId(ask.Id)) return Refusal.Invalid("id", "must-be-an-id");
        if (FormOf(new(ask.Profile, ask.Phone, ask.Holder, ask.Guardian, ask.Tags)) is { } malformed) return malformed;
        if (ask.Care is { Length: > ClientForm.MaxSealed }) return Refusal.Invalid("care", "too-long");
        return new ClientRegistered(ask.Id, ask.Profile, ask.Phone, ask.Care, ask.Holder, ask.Guardian, ask.Tags);
    }

    /// <summary>Guards in this order: form, unknown, the state, the same content, the version.</summary>
    public static Decision<ClientEvent> Change(Client state, ChangeClient ask)
    {
        var record = new ClientRecord(ask.Profile, ask.Phone, ask.Holder, ask.Guardian, ask.Tags);
        if (FormOf(record) is { } malformed) return malformed;
        if (NotOpen(state) is { } refused) return refused;
        if (state.Record == record) return Decision<ClientEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new ClientChanged(record.Profile, record.Phone, record.Holder, record.Guardian, record.Tags);
    }

    /// <summary>Guards in this order: form, unknown, the state, the same content, the version.</summary>
    public static Decision<ClientEvent> ChangeCare(Client state, ChangeClientCare ask)
    {
        if (ask.Care.Length > ClientForm.MaxSealed) return Refusal.Invalid("care", "too-long");
        if (NotOpen(state) is { } refused) return refused;
        if (state.Care == ask.Care) return Decision<ClientEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new ClientCareChanged(ask.Care);
    }

    /// <summary>Guards in this order: form, unknown, the state, the same as before.</summary>
    public static Decision<ClientEvent> Consent(Client state, RecordConsent ask)
    {
        if (ask.Given && !Limits.IsId(ask.Text)) return Refusal.Invalid("text", ask.Text is null ? "required" : "must-be-an-id");
        if (!ask.Given && ask.Text is not null) return Refusal.Invalid("text", "only-when-given");
        if (NotOpen(state) is { } refused) return refused;
        var newest = state.Consents.LastOrDefault(one => one.Kind == ask.Kind);
        if (newest is not null && newest.Given == ask.Given && newest.Text == ask.Text) return Decision<ClientEvent>.AlreadyDone;
        return newest is null && !ask.Given ? Refusal.Invalid("given", "nothing-to-withdraw") : new ClientConsented(ask.Kind, ask.Given, ask.Text);
    }

    /// <summary>Guards in this order: form, unknown, whether that part can still be read. Each look is written down, repeated ones too.</summary>
    public static Decision<ClientEvent> Reveal(Client state, RevealClient ask)
    {
        if (Form.Needed(ask.Reason, "reason") is { } malformed) return malformed;
        if (state.State is not (ClientState.Active or ClientState.Erased)) return new Refusal(RefusalKind.UnknownClient);
        return state.State == ClientState.Erased && ask.Part == ClientPart.Profile ? new Refusal(RefusalKind.InvalidState, State: "erased") : new ClientRevealed(ask.Part, ask.Reason);
    }

    /// <summary>Guards in this order: form, unknown, a repeat, the second person.</summary>
    public static Decision<ClientEvent> Erase(Client state, EraseClient ask)
    {
        if (Form.Needed(ask.Reason, "reason") is { } malformed) return malformed;
        if (state.State is not (ClientState.Active or ClientState.Erased)) return new Refusal(RefusalKind.UnknownClient);
        if (state.State == ClientState.Erased) return Decision<ClientEvent>.AlreadyDone;
        if (ask.Second is not { } second) return new Refusal(RefusalKind.ApproverNeeded, State: "client-erasure");
        if (second.Actor == ask.By.Actor) return new Refusal(RefusalKind.ApproverIsAuthor);
        return second.Roles.Any(MayErase) ? new ClientErasureAsked(ask.Reason, second.PersonId) : new Refusal(RefusalKind.ApproverNotEntitled, State: "role");
    }

    /// <summary>Records what came of a step, unless it was recorded before.</summary>
    public static Decision<ClientEvent> Record(Client state, ClientState during, ClientEvent outcome) => state.State == during ? outcome : Decision<ClientEvent>.AlreadyDone;

    /// <summary>The file as callers see it.</summary>
    public static ClientView ViewOf(string number, Versioned<Client> file)
    {
        var state = file.State;
        return new(
            number, state.State!.Value, state.Record?.Profile, state.Care, state.Record?.Phone is not null, state.Record?.Holder, state.Record?.Guardian, state.Record?.Tags ?? [],
            state.Consents, state.Looks, state.RegisteredBy, state.RegisteredAt, state.ErasedAt, file.Version);
    }

    private static bool MayErase(PersonRole role) => role is PersonRole.StoreManager or PersonRole.RegionalManager or PersonRole.Operations or PersonRole.Administrator;

    private static Refusal? NotOpen(Client state) => state.State switch
    {
        ClientState.Active => null,
        ClientState.Erased => new(RefusalKind.InvalidState, State: "erased"),
        _ => new(RefusalKind.UnknownClient),
    };

    private static Refusal? FormOf(ClientRecord record) => Form.First(
        record.Profile.Length is > 0 and <= ClientForm.MaxSealed ? null : Refusal.Invalid("profile", "too-long"),
        record.Holder is null || Limits.IsId(record.Holder) ? null : Refusal.Invalid("holder", "must-be-an-id"),
        record.Holder is not null && record.Phone is not null ? Refusal.Invalid("holder", "not-with-a-phone") : null,
        record.Guardian is null || Limits.IsId(record.Guardian) ? null : Refusal.Invalid("guardian", "must-be-an-id"),
        ClientForm.OfTags(record.Tags) is var (field, rule) ? Refusal.Invalid(field, rule) : null);
}
