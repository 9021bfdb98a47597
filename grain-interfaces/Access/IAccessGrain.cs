namespace BeautyGrains.Contracts;

/// <summary>The keys that open the house. One grain; key: "access".</summary>
[Alias("bg.IAccessGrain")]
public interface IAccessGrain : IGrainWithStringKey
{
    /// <summary>Adds a key.</summary>
    [Alias("AddKey")]
    Task<Answer<AccessKey>> AddKey(AddAccessKey ask);

    /// <summary>Revokes a key, at once.</summary>
    [Alias("RevokeKey")]
    Task<Answer<AccessKey>> RevokeKey(RevokeAccessKey ask);

    /// <summary>All keys, revoked ones included, by id, with the version they stand for.</summary>
    [ReadOnly, Alias("GetKeys")]
    Task<AccessTable> GetKeys();
}

/// <summary>What a key may do. People and roles come later; both are checked in one place.</summary>
[GenerateSerializer, Alias("bg.AccessRole")]
public enum AccessRole
{
    /// <summary>Everything a terminal needs in its stores: read, reserve, sell, return, record facts.</summary>
    Terminal,
    /// <summary>Everything.</summary>
    Administrator,
}

/// <summary>Asks to add a key.</summary>
/// <param name="SecretHash">SHA-256 of the secret, 64 lower-case hexadecimal digits; the secret itself is never kept.</param>
/// <param name="Stores">Store codes that it is good for; null for all.</param>
[GenerateSerializer, Immutable, Alias("bg.AddAccessKey")]
public sealed record AddAccessKey(string Id, string Name, string SecretHash, AccessRole Role, EquatableList<string>? Stores, Caller By);

/// <summary>Asks to revoke a key.</summary>
[GenerateSerializer, Immutable, Alias("bg.RevokeAccessKey")]
public sealed record RevokeAccessKey(string Id, Caller By);

/// <summary>A key as the house knows it.</summary>
[GenerateSerializer, Immutable, Alias("bg.AccessKey")]
public sealed record AccessKey(string Id, string Name, string SecretHash, AccessRole Role, EquatableList<string>? Stores, DateTimeOffset AddedAt, DateTimeOffset? RevokedAt);

/// <summary>All keys as of a version.</summary>
[GenerateSerializer, Immutable, Alias("bg.AccessTable")]
public sealed record AccessTable(ImmutableArray<AccessKey> Keys, long Version);
