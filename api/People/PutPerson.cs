using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.People;

/// <summary>Creates or replaces a person's record.</summary>
internal static class PutPerson
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/people/{id}", Handle)
        .Operation("PutPerson").Describe("people", "Create or replace a person; If-Match guards against a lost update").Takes<PersonBody>().Puts<PersonJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PersonBody);
        if (bad is not null) return bad;
        var check = new Check();
        var record = body.ToRecord(check);
        if (check.Failed) return Problems.Of(check);
        var access = grains.GetGrain<IAccessGrain>("access");
        var isThere = (await access.GetKeys()).People.Any(person => person.Id == id);
        var answer = await access.PutPerson(new(id, record, version, http.Caller()));
        await keys.Refresh();
        var table = await access.GetKeys();
        return Reply.Put(http, answer.Then(it => PersonJson.Of(it, table.Keys)), Wire.Json.PersonJson, it => it.Version, created: answer.IsNew && !isThere);
    }
}

/// <summary>A person.</summary>
internal static class GetPerson
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/people/{id}", Handle)
        .Operation("GetPerson").Describe("people", "A person with their valid keys, without the secrets").Gives<PersonJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var table = await grains.GetGrain<IAccessGrain>("access").GetKeys();
        return table.People.FirstOrDefault(person => person.Id == id) is { } found
            // Keys come and go without the person's record changing.
            ? Reply.Get(PersonJson.Of(found, table.Keys), Wire.Json.PersonJson, found.Version, timeMatters: true)
            : Problems.From(new(RefusalKind.UnknownPerson), http);
    }
}
