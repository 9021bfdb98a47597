namespace BeautyGrains.Contracts;

/// <summary>The people of the house and the keys that open it, decided together. One grain; key: "access".</summary>
[Alias("bg.IAccessGrain")]
public interface IAccessGrain : IGrainWithStringKey
{
    /// <summary>Adds a key.</summary>
    [Alias("AddKey")]
    Task<Answer<AccessKey>> AddKey(AddAccessKey ask);

    /// <summary>Revokes a key, at once.</summary>
    [Alias("RevokeKey")]
    Task<Answer<AccessKey>> RevokeKey(RevokeAccessKey ask);

    /// <summary>Creates or replaces a person's record.</summary>
    [Alias("PutPerson")]
    Task<Answer<PersonView>> PutPerson(PutPerson ask);

    /// <summary>Ends a person's time, with all their keys, or begins it again; asked twice it changes nothing. UnknownPerson.</summary>
    [Alias("SetPersonActive")]
    Task<Answer<PersonView>> SetPersonActive(SetPersonActive ask);

    /// <summary>All keys and people, revoked and inactive ones included, by id, with the version they stand for.</summary>
    [ReadOnly, Alias("GetKeys")]
    Task<AccessTable> GetKeys();
}

/// <summary>What a key may do, which is checked in one place.</summary>
[GenerateSerializer, Alias("bg.AccessRole")]
public enum AccessRole
{
    /// <summary>Everything a terminal needs in its stores: read, reserve, sell, return, record facts.</summary>
    Terminal,
    /// <summary>Everything.</summary>
    Administrator,
    /// <summary>What the person whose key it is may do, in the person's stores.</summary>
    Person,
}

/// <summary>Asks to add a key.</summary>
/// <param name="SecretHash">SHA-256 of the secret, 64 lower-case hexadecimal digits; the secret itself is never kept.</param>
/// <param name="Stores">Store codes that it is good for; null for all, or for those of the person.</param>
/// <param name="Person">Whose it is, with the role Person; null with the others. The person is active.</param>
[GenerateSerializer, Immutable, Alias("bg.AddAccessKey")]
public sealed record AddAccessKey(string Id, string Name, string SecretHash, AccessRole Role, EquatableList<string>? Stores, Caller By, string? Person = null);

/// <summary>Asks to revoke a key.</summary>
[GenerateSerializer, Immutable, Alias("bg.RevokeAccessKey")]
public sealed record RevokeAccessKey(string Id, Caller By);

/// <summary>A key as the house knows it.</summary>
[GenerateSerializer, Immutable, Alias("bg.AccessKey")]
public sealed record AccessKey(string Id, string Name, string SecretHash, AccessRole Role, EquatableList<string>? Stores, DateTimeOffset AddedAt, DateTimeOffset? RevokedAt, string? Person = null);

/// <summary>All keys and people as of a version.</summary>
[GenerateSerializer, Immutable, Alias("bg.AccessTable")]
public sealed record AccessTable(ImmutableArray<AccessKey> Keys, long Version, ImmutableArray<PersonView> People);
