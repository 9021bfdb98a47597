using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.People;

/// <summary>Asks for a key of a person.</summary>
/// <param name="Name">What it is used on, such as "phone": 1 to 200 characters; "key" when absent.</param>
internal sealed record PersonKeyBody(string? Name);

/// <summary>Issues and revokes people's keys.</summary>
internal static class PersonKeys
{
    private static readonly PersonKeyBody s_plain = new("key");

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPost("/people/{id}/keys", Issue)
            .Operation("IssuePersonKey").Describe("people", "Make a key of a person; its secret is told this once").MayTake<PersonKeyBody>().Creates<CreatedKey>();
        v1.MapDelete("/people/{id}/keys/{key}", Revoke)
            .Operation("RevokePersonKey").Describe("people", "Revoke a key of a person, at once").GivesNothing();
    }

    private static async Task<IResult> Issue(string id, HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.PersonKeyBody, s_plain);
        if (bad is not null) return bad;
        var check = new Check();
        var keyId = CreateKey.IdFor(http, check);
        var name = check.OptionalText("name", body.Name, 200) ?? s_plain.Name!;
        if (check.Failed) return Problems.Of(check);
        var key = Secrets.NewKey(keyId);
        var answer = await grains.GetGrain<IAccessGrain>("access").AddKey(new(keyId, name, Secrets.Hash(key), AccessRole.Person, null, http.Caller(), id));
        if (answer.Refusal is { } refusal) return Problems.From(refusal, http);
        await keys.Refresh();
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new CreatedKey(keyId, key, name, AccessRole.Person, null, id), Wire.Json.CreatedKey, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> Revoke(string id, string key, HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var access = grains.GetGrain<IAccessGrain>("access");
        var table = await access.GetKeys();
        if (!table.People.Any(person => person.Id == id)) return Problems.From(new(RefusalKind.UnknownPerson), http);
        if (!table.Keys.Any(known => known.Id == key && known.Person == id)) return Problems.From(new(RefusalKind.UnknownKey), http);
        if (key == http.Identity().KeyId) return Problems.From(new(RefusalKind.LastAdministrator), http);
        var answer = await access.RevokeKey(new(key, http.Caller()));
        await keys.Refresh();
        return answer.Refusal is { } refusal ? Problems.From(refusal, http) : Results.NoContent();
    }
}
