using System.Collections.Frozen;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Access;

/// <summary>The key that a request came with.</summary>
/// <param name="Stores">Null for all.</param>
/// <param name="Revoked">Cancelled when the key is revoked, so that long answers end.</param>
internal sealed record Identity(string KeyId, AccessRole Role, FrozenSet<string>? Stores, CancellationToken Revoked)
{
    public bool IsAdministrator => Role == AccessRole.Administrator;

    public bool Covers(string? store) => Stores is null || (store is not null && Stores.Contains(store));
}

/// <summary>What handlers ask of the request's key.</summary>
internal static class IdentityExtensions
{
    /// <summary>The request's key.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is open.</exception>
    public static Identity Identity(this HttpContext http) =>
        http.Features.Get<Identity>() ?? throw new InvalidOperationException("The endpoint is open: there is no key.");

    /// <summary>Who asks, for grains.</summary>
    public static Caller Caller(this HttpContext http) => new(http.Identity().KeyId, Correlation.Of(http));

    /// <summary>A problem when the key does not cover all of these stores, else null.</summary>
    public static IResult? Forbids(this HttpContext http, params IEnumerable<string?> stores) =>
        http.Identity() is { Stores: not null } identity && !stores.All(identity.Covers) ? Problems.Of(ProblemType.Forbidden) : null;
}
