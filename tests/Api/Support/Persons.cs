using System.Text.Json;
using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>People with keys.</summary>
internal static class Persons
{
    public static Task<Api> NewPerson(this ApiServer server, string id, params PersonRole[] roles) => server.NewPerson(id, """{"all":true}""", roles);

    public static Task<Api> NewPerson(this ApiServer server, string id, string scope, params PersonRole[] roles) => server.NewPerson(id, scope, "", roles);

    /// <summary>Calls with the key of a new person.</summary>
    /// <param name="more">More of the record, such as ",\"seesCost\":true".</param>
    public static async Task<Api> NewPerson(this ApiServer server, string id, string scope, string more, params PersonRole[] roles)
    {
        var words = string.Join(',', roles.Select(role => $"\"{JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString())}\""));
        (await server.Admin.Put($"/v1/people/{id}", $$"""{"name":"Person {{id}}","roles":[{{words}}],"scope":{{scope}}{{more}}}""")).Status.ShouldBeOneOf(200, 201);
        return server.With(await server.NewKeyOf(id));
    }

    /// <summary>One more key of a person.</summary>
    public static async Task<string> NewKeyOf(this ApiServer server, string id) => (await server.Admin.Post($"/v1/people/{id}/keys")).Expect(201).Text("key");

    /// <summary>The header by which a person approves on somebody else's request.</summary>
    public static (string, string) Approving(string key) => ("Approver-Authorization", $"Bearer {key}");
}
