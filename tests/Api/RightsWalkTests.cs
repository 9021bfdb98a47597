using BeautyGrains.Api.Access;
using BeautyGrains.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Api.Tests;

/// <summary>Every call by every role: the table of rights is what the house does.</summary>
[Collection(ServerCollection.Name)]
public sealed class RightsWalkTests(SharedServer shared)
{
    // Allowed, they would not end, take a copy of everything or rebuild what others read.
    private static readonly HashSet<string> s_notAllowedToRun = ["StreamEvents", "StreamAlerts", "TakeBackup", "RebuildReadModel", "Verify"];

    private readonly ApiServer _server = shared.Server;

    public static TheoryData<string> Roles => [.. Enum.GetNames<PersonRole>()];

    [Fact]
    public async Task Every_endpoint_asks_for_a_key_unless_it_is_open()
    {
        using var nobody = _server.With(null);
        foreach (var call in Calls()) (await nobody.Send(call.Method, call.Path, "{}")).Expect(401).Raw.Headers.WwwAuthenticate.ShouldNotBeEmpty();
        Calls().Count().ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task A_terminal_may_make_the_calls_that_the_table_says()
    {
        using var terminal = _server.With((await _server.Admin.NewKey()).Key);
        await Walk(terminal, Who.Terminal);
    }

    [Theory, MemberData(nameof(Roles))]
    public async Task A_person_may_make_the_calls_that_the_table_gives_their_role(string name)
    {
        var role = Enum.Parse<PersonRole>(name);
        using var person = await _server.NewPerson($"walk-{name}", role);
        await Walk(person, Rights.Of(role), role == PersonRole.Administrator);
    }

    [Fact]
    public async Task Whoever_is_bound_to_stores_enters_no_other_store_and_touches_nothing_that_concerns_the_whole_chain()
    {
        using var person = await _server.NewPerson("walk-scoped", """{"stores":["S-walk"]}""", PersonRole.Administrator);
        var refused = 0;
        foreach (var call in Calls().Where(call => call.Right.WholeChain || call.Path.Contains("/stores/nobody", StringComparison.Ordinal)))
        {
            (await person.Send(call.Method, call.Path, "{}")).Expect(403).Type.ShouldBe("/problems/forbidden", $"{call.Method} {call.Path}");
            refused++;
        }
        refused.ShouldBeGreaterThan(35);
    }

    private async Task Walk(Api caller, Who role, bool isAdministrator = false)
    {
        foreach (var call in Calls())
        {
            var allowed = isAdministrator || (call.Right.Who & role) != 0;
            if (allowed && s_notAllowedToRun.Contains(call.Operation)) continue;
            var heard = await caller.Send(call.Method, call.Path, "{}");
            (heard.Status == 403).ShouldBe(!allowed, $"{call.Operation}: {heard.Status}");
            heard.Status.ShouldNotBe(401);
            heard.Status.ShouldBeLessThan(500, call.Operation);
        }
    }

    private IEnumerable<(string Operation, Right Right, HttpMethod Method, string Path)> Calls() =>
        from endpoint in _server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let right = endpoint.Metadata.GetMetadata<Right>()
        where right is { Who: not Who.Anyone, IsPage: false }
        let name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName
        let path = endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts[0] switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { Name: "alert" } => "low:nobody",
            _ => "nobody",
        })
        select (name, right, new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single()), "/" + string.Join('/', path));
}
