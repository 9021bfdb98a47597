using System.Collections.Frozen;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Access;

/// <summary>Whoever a request came from, as told by its key.</summary>
/// <param name="Who">The roles as the table of rights names them; nothing of an administrator's.</param>
/// <param name="Stores">Null for all.</param>
/// <param name="SeesCost">May read cost prices.</param>
/// <param name="Person">The person whose key it is; null for terminals and administrators' own keys, which approve nothing.</param>
/// <param name="Revoked">Cancelled when the key is revoked, so that long answers end.</param>
internal sealed record Identity(string KeyId, AccessRole Role, Who Who, FrozenSet<string>? Stores, bool SeesCost, Approver? Person, bool IsAdministrator, CancellationToken Revoked)
{
    /// <summary>As events name whoever did it: all keys of a person are that person.</summary>
    public string Actor => Person?.Actor ?? KeyId;

    public bool Covers(string? store) => Stores is null || (store is not null && Stores.Contains(store));

    /// <summary>Does a right allow it, as far as that is no matter of a single store?</summary>
    public bool May(Right right) => IsOneOf(right.Who) && (!right.WholeChain || Stores is null);

    /// <summary>Is it somebody with that role, or an administrator?</summary>
    public bool IsOneOf(Who roles) => IsAdministrator || (Who & roles) != 0;
}

/// <summary>What handlers ask of the request's key.</summary>
internal static class IdentityExtensions
{
    /// <summary>The request's key.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is open.</exception>
    public static Identity Identity(this HttpContext http) =>
        http.Features.Get<Identity>() ?? throw new InvalidOperationException("The endpoint is open: there is no key.");

    /// <summary>Who asks, for grains.</summary>
    public static Caller Caller(this HttpContext http) => new(http.Identity().Actor, Correlation.Of(http));

    /// <summary>A problem when the key does not cover all of these stores, else null.</summary>
    public static IResult? Forbids(this HttpContext http, params IEnumerable<string?> stores) =>
        http.Identity() is { Stores: not null } identity && !stores.All(identity.Covers) ? Problems.Of(ProblemType.Forbidden) : null;
}
