using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;

namespace BeautyGrains.Api.People;

/// <summary>A page of people by id.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record PersonPage(IReadOnlyList<PersonJson> Items, string? Cursor);

/// <summary>The people, by id.</summary>
internal static class ListPeople
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/people", Handle)
        .Operation("ListPeople").Describe("people", "The people, by id").Gives<PersonPage>();

    private static async Task<IResult> Handle(
        string? q, string? role, string? store, string? approves, string? active, string? cursor, string? limit, HttpContext http, IGrainFactory grains)
    {
        var check = new Check();
        var wanted = new Wanted(
            check.OptionalText("q", q, 100), check.OptionalWord<PersonRole>("role", role), check.OptionalId("store", store),
            check.OptionalWord<ApprovalKind>("approves", approves), check.Flag("active", active));
        if (check.Failed) return Problems.Of(check);
        var (page, bad) = Page.Of(cursor, limit);
        if (bad is not null) return bad;
        var region = wanted.Store is null ? null : (await grains.GetGrain<IStoreGrain>(wanted.Store).Get())?.Record.Region;
        var table = await grains.GetGrain<IAccessGrain>("access").GetKeys();
        var found = table.People.Where(person => string.CompareOrdinal(person.Id, page.After) > 0 && wanted.Includes(person, region)).Take(page.Limit).ToList();
        var keys = table.Keys.Where(key => key.Person is not null && key.RevokedAt is null).ToLookup(key => key.Person);
        return Reply.Ok(
            new PersonPage([.. found.Select(person => PersonJson.Of(person, keys[person.Id]))], found.Count < page.Limit ? null : Page.Cursor(found[^1].Id)), Wire.Json.PersonPage);
    }

    private sealed record Wanted(string? Text, PersonRole? Role, string? Store, ApprovalKind? Approves, bool? Active)
    {
        public bool Includes(PersonView person, string? region) =>
            (Text is null || new[] { person.Id, person.Record.Name, person.Record.NameZh }.Any(name => name?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true))
            && (Role is not { } role || person.Record.Roles.Contains(role))
            && (Store is null || person.Record.Scope.Covers(Store, region))
            && (Approves is not { } kind || person.Record.Limits.Any(limit => limit.Kind == kind))
            && (Active is null || person.Active == Active);
    }
}
