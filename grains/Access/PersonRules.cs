namespace BeautyGrains.Grains;

/// <summary>What may become of people.</summary>
internal static class PersonRules
{
    /// <summary>The most people that the house keeps, inactive ones included.</summary>
    public const int MaxPeople = 20_000;

    /// <summary>Guards in this order: form, the version, a repeat, room.</summary>
    public static Decision<AccessEvent> Put(AccessState state, PutPerson ask)
    {
        if (!Limits.IsId(ask.Id)) return Refusal.Invalid("id", "must-be-an-id");
        if (PersonRecordRules.Check(ask.Record) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        var known = state.People.GetValueOrDefault(ask.Id);
        if (ask.IfVersion is { } version && version != (known?.Version ?? 0)) return new Refusal(RefusalKind.StaleVersion);
        if (known is not null) return known.Record == ask.Record ? Decision<AccessEvent>.AlreadyDone : new PersonPut(ask.Id, ask.Record);
        return state.People.Count < MaxPeople ? new PersonPut(ask.Id, ask.Record) : Refusal.Invalid("id", "at-most-20000-people");
    }

    /// <summary>Guards in this order: form, the id, a repeat. Whoever leaves takes no valid key along.</summary>
    public static Decision<AccessEvent> SetActive(AccessState state, SetPersonActive ask)
    {
        if (string.IsNullOrWhiteSpace(ask.Reason)) return Refusal.Invalid("reason", "required");
        if (ask.Reason.Length > Limits.MaxText) return Refusal.Invalid("reason", "at-most-500-characters");
        if (!state.People.TryGetValue(ask.Id, out var known)) return new Refusal(RefusalKind.UnknownPerson);
        if (known.Active == ask.Active) return Decision<AccessEvent>.AlreadyDone;
        var set = new PersonActivitySet(ask.Id, ask.Active, ask.Reason);
        return ask.Active ? set : Decision<AccessEvent>.Of([set, .. state.ValidKeysOf(ask.Id).Select(key => new KeyRevoked(key.Id))]);
    }
}
