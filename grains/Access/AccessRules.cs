namespace BeautyGrains.Grains;

/// <summary>What may become of keys.</summary>
internal static class AccessRules
{
    /// <summary>The most keys that the house keeps, revoked ones included.</summary>
    public const int MaxKeys = 50_000;

    private const int MaxStores = 1_000;

    /// <summary>The most valid keys of one person.</summary>
    public const int MaxKeysOfPerson = 20;

    /// <summary>Guards in this order: form, the id, the person, room.</summary>
    public static Decision<AccessEvent> Add(AccessState state, AddAccessKey ask)
    {
        if (FormOf(ask) is { } invalid) return invalid;
        if (state.Keys.TryGetValue(ask.Id, out var known)) return IsSame(known, ask) ? Decision<AccessEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (ask.Person is { } person)
        {
            if (!state.People.TryGetValue(person, out var owner)) return new Refusal(RefusalKind.UnknownPerson);
            if (!owner.Active) return Refusal.NotIn("inactive");
            if (state.ValidKeysOf(person).Count() >= MaxKeysOfPerson) return Refusal.Invalid("id", "at-most-20-keys-of-a-person");
        }
        if (state.Keys.Count >= MaxKeys) return Refusal.Invalid("id", "at-most-50000-keys");
        return new KeyAdded(ask.Id, ask.Name, ask.SecretHash, ask.Role, ask.Stores, ask.Person);
    }

    /// <summary>Guards in this order: the id, a repeat, the last administrator.</summary>
    public static Decision<AccessEvent> Revoke(AccessState state, RevokeAccessKey ask)
    {
        if (!state.Keys.TryGetValue(ask.Id, out var known)) return new Refusal(RefusalKind.UnknownKey);
        if (known.RevokedAt is not null) return Decision<AccessEvent>.AlreadyDone;
        if (IsAdministrator(known) && !state.Keys.Values.Any(other => other.Id != known.Id && IsAdministrator(other)))
            return new Refusal(RefusalKind.LastAdministrator);
        return new KeyRevoked(ask.Id);
    }

    // An administrator who is bound to some stores could not let anybody in again, so such a key does not count.
    private static bool IsAdministrator(AccessKey key) => key is { Role: AccessRole.Administrator, RevokedAt: null, Stores: null };

    private static bool IsSame(AccessKey known, AddAccessKey ask) =>
        known.Name == ask.Name && known.SecretHash == ask.SecretHash && known.Role == ask.Role && Equals(known.Stores, ask.Stores) && known.Person == ask.Person;

    private static Refusal? FormOf(AddAccessKey ask)
    {
        if (!Limits.IsId(ask.Id)) return Refusal.Invalid("id", "must-be-an-id");
        if (string.IsNullOrWhiteSpace(ask.Name)) return Refusal.Invalid("name", "required");
        if (ask.Name.Length > 200) return Refusal.Invalid("name", "at-most-200-characters");
        if (ask.SecretHash is not { Length: 64 } || !ask.SecretHash.All(char.IsAsciiHexDigitLower)) return Refusal.Invalid("secretHash", "must-be-64-hexadecimal-digits");
        if (!Enum.IsDefined(ask.Role)) return Refusal.Invalid("role", "unknown-value");
        if ((ask.Role == AccessRole.Person) != (ask.Person is not null)) return Refusal.Invalid("role", "person-and-role-go-together");
        if (ask is { Person: not null, Stores: not null }) return Refusal.Invalid("stores", "are-those-of-the-person");
        if (ask.Stores is not { } stores) return null;
        if (stores.Count > MaxStores) return Refusal.Invalid("stores", "at-most-1000-items");
        for (var i = 0; i < stores.Count; i++)
            if (!Limits.IsId(stores[i])) return Refusal.Invalid($"stores[{i}]", "must-be-an-id");
        return null;
    }
}
