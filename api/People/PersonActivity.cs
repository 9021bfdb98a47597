using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.People;

/// <summary>Why.</summary>
/// <param name="Reason">1 to 500 characters; kept.</param>
internal sealed record ReasonBody([property: Needed] string? Reason);

/// <summary>Ends a person's time, with all their keys, or begins it again.</summary>
internal static class PersonActivity
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPost("/people/{id}/deactivate", (string id, HttpContext http, IGrainFactory grains, KeyTable keys) => Set(id, false, http, grains, keys))
            .Operation("DeactivatePerson").Describe("people", "End a person's time: all their keys are revoked at once, for good").Takes<ReasonBody>().Gives<PersonJson>();
        v1.MapPost("/people/{id}/activate", (string id, HttpContext http, IGrainFactory grains, KeyTable keys) => Set(id, true, http, grains, keys))
            .Operation("ActivatePerson").Describe("people", "Begin a person's time again; they need new keys").Takes<ReasonBody>().Gives<PersonJson>();
    }

    private static async Task<IResult> Set(string id, bool active, HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReasonBody);
        if (bad is not null) return bad;
        var check = new Check();
        var reason = check.Text("reason", body.Reason);
        if (check.Failed) return Problems.Of(check);
        // Nobody locks themselves out.
        if (!active && http.Identity().Person?.PersonId == id) return Problems.From(new(RefusalKind.LastAdministrator), http);
        var access = grains.GetGrain<IAccessGrain>("access");
        var answer = await access.SetPersonActive(new(id, active, reason, http.Caller()));
        await keys.Refresh();
        var table = await access.GetKeys();
        return Reply.Post(http, answer.Then(it => PersonJson.Of(it, table.Keys)), Wire.Json.PersonJson);
    }
}
