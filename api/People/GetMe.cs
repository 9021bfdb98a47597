using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.People;

/// <summary>Whoever asks, as the house knows them.</summary>
/// <param name="Key">Id of the key.</param>
/// <param name="Kind">terminal, administrator or person.</param>
/// <param name="Person">With a person.</param>
/// <param name="Roles">With a person.</param>
/// <param name="Stores">Codes of the stores that are covered, in ordinal order; absent for all.</param>
/// <param name="Limits">With a person: what they may approve.</param>
/// <param name="Calls">Every operation that is allowed, by its id, in ordinal order; for what concerns a store only in those covered.</param>
internal sealed record MeJson(
    string Key, AccessRole Kind, string? Person, IReadOnlyList<PersonRole>? Roles, IReadOnlyList<string>? Stores, bool SeesCost, IReadOnlyList<ApprovalLimit>? Limits, IReadOnlyList<string> Calls);

/// <summary>Tells whoever asks who they are and what they may do.</summary>
internal static class GetMe
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/me", Handle)
        .Operation("GetMe").Describe("people", "Who asks: role, stores, limits and allowed calls").Gives<MeJson>();

    private static IResult Handle(HttpContext http)
    {
        var me = http.Identity();
        var calls = Rights.Table.Where(row => row.Value.Who != Who.Anyone && me.May(row.Value)).Select(row => row.Key).Order(StringComparer.Ordinal);
        return Reply.Ok(
            new MeJson(me.KeyId, me.Role, me.Person?.PersonId, me.Person?.Roles, me.Stores is { } own ? [.. own.Order(StringComparer.Ordinal)] : null, me.SeesCost, me.Person?.Limits, [.. calls]),
            Wire.Json.MeJson);
    }
}
