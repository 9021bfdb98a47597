using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Access;

/// <summary>A key without its secret.</summary>
/// <param name="Stores">Store codes that it is good for; absent for all, and with a person's.</param>
/// <param name="Person">Whose it is; absent with terminals and administrators.</param>
internal sealed record KeyJson(string Id, string Name, AccessRole Role, IReadOnlyList<string>? Stores, DateTimeOffset AddedAt, DateTimeOffset? RevokedAt, string? Person)
{
    public static KeyJson Of(AccessKey key) => new(key.Id, key.Name, key.Role, key.Stores, key.AddedAt, key.RevokedAt, key.Person);
}

/// <summary>All keys, revoked ones included, by id.</summary>
internal sealed record KeyList(IReadOnlyList<KeyJson> Items);

/// <summary>Lists the keys.</summary>
internal static class ListKeys
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/keys", Handle)
        .Operation("ListKeys").Describe("access", "All keys, revoked ones included, without their secrets").Gives<KeyList>();

    private static async Task<IResult> Handle(IGrainFactory grains)
    {
        var table = await grains.GetGrain<IAccessGrain>("access").GetKeys();
        return Reply.Get(new KeyList([.. table.Keys.Select(KeyJson.Of)]), Wire.Json.KeyList, table.Version);
    }
}

/// <summary>Revokes a key.</summary>
internal static class RevokeKey
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapDelete("/keys/{id}", Handle)
        .Operation("RevokeKey").Describe("access", "Revoke a key, at once").GivesNothing();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        if (id == http.Identity().KeyId) return Problems.From(new(RefusalKind.LastAdministrator), http);
        var answer = await grains.GetGrain<IAccessGrain>("access").RevokeKey(new(id, http.Caller()));
        await keys.Refresh();
        return answer.Refusal is { } refusal ? Problems.From(refusal, http) : Results.NoContent();
    }
}
