using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Access;

/// <summary>The one filter that checks key, form of the path's names, role and store, and names of query parameters, in this order, before any handler runs.</summary>
internal sealed class Gate(KeyTable keys, TrustedNetworks trusted)
{
    private const string Scheme = "Bearer ";
    private const int LongestKey = 512;

    public async Task Pass(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is { } endpoint && await Check(http, endpoint) is { } problem)
        {
            await problem.ExecuteAsync(http);
            return;
        }
        await next(http);
    }

    private async ValueTask<IResult?> Check(HttpContext http, Endpoint endpoint)
    {
        // Routing's own endpoints (405, 415) have no pattern and answer for themselves.
        if (endpoint is not RouteEndpoint) return null;
        var right = endpoint.Metadata.GetMetadata<Right>();
        if (right is { Who: Who.Anyone }) return null;
        if (endpoint.Metadata.GetMetadata<OpenToNetworks>() is not null && trusted.Include(http.Connection.RemoteIpAddress)) return null;
        if (await IdentityOf(http) is not { } identity) return Problems.Of(ProblemType.Unauthorized);
        http.Features.Set(identity);
        if (right is not { IsPage: true } && Names.FirstBad(http.Request.RouteValues) is { } bad)
        {
            var check = new Check();
            check.Add(bad, "must-be-an-id");
            return Problems.Of(check);
        }
        var allowed = identity.IsAdministrator ? right is not null : right is { Who: Who.Terminal };
        var covered = http.Request.RouteValues["store"] is not string store || identity.Covers(store);
        if (!allowed || !covered) return Problems.Of(ProblemType.Forbidden);
        return endpoint.Metadata.GetMetadata<QueryNames>()?.Refuses(http.Request);
    }

    private ValueTask<Identity?> IdentityOf(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.Length is > 7 and <= LongestKey
            ? keys.Find(header[Scheme.Length..].Trim())
            : ValueTask.FromResult<Identity?>(null);
    }
}
