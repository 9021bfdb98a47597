using System.Security.Cryptography;
using System.Text;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Access;

/// <summary>Asks for a new key.</summary>
/// <param name="Name">Of the terminal or person: 1 to 200 characters.</param>
/// <param name="Role">terminal (default) or administrator.</param>
/// <param name="Stores">Store codes that it is good for; absent for all.</param>
internal sealed record CreateKeyBody([property: Needed] string? Name, string? Role, IReadOnlyList<string?>? Stores);

/// <summary>A new key, told this once.</summary>
/// <param name="Key">The Bearer key; the house keeps its hash alone.</param>
internal sealed record CreatedKey(string Id, string Key, string Name, AccessRole Role, IReadOnlyList<string>? Stores, string? Person = null);

/// <summary>Makes a key. With an Idempotency-Key a repeat makes no second key: it is refused, since a secret is told once.</summary>
internal static class CreateKey
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/keys", Handle)
        .Operation("CreateKey").Describe("access", "Make a key; its secret is told this once").Takes<CreateKeyBody>().Creates<CreatedKey>();

    private static async Task<IResult> Handle(HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.CreateKeyBody);
        if (bad is not null) return bad;
        var check = new Check();
        var id = IdFor(http, check);
        var key = Secrets.NewKey(id);
        var ask = ToCommand(body, id, key, check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IAccessGrain>("access").AddKey(ask);
        if (answer.Refusal is { } refusal) return Problems.From(refusal, http);
        await keys.Refresh();
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new CreatedKey(id, key, ask.Name, ask.Role, ask.Stores), Wire.Json.CreatedKey, statusCode: StatusCodes.Status201Created);
    }

    private static AddAccessKey ToCommand(CreateKeyBody body, string id, string key, Check check, Caller by)
    {
        // A person's key is made with the person, who has the stores.
        if (body.Role == Words<AccessRole>.Of(AccessRole.Person)) check.Add("role", "is-made-with-the-person");
        var stores = check.OptionalList("stores", body.Stores, Limits.MaxLines);
        for (var i = 0; i < stores.Count; i++) check.Id($"stores[{i}]", stores[i]);
        return new(id, check.Text("name", body.Name, 200), Secrets.Hash(key), check.Word("role", body.Role, AccessRole.Terminal),
            body.Stores is null ? null : [.. stores.Distinct(StringComparer.Ordinal)], by);
    }

    /// <summary>The id of a key to be made: of its own, or that of the request's Idempotency-Key.</summary>
    public static string IdFor(HttpContext http, Check check)
    {
        if (IdempotencyKey.Of(http, check) is not { } given) return Secrets.NewId();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{http.Identity().KeyId}/{given}")).AsSpan(0, 8));
    }
}
