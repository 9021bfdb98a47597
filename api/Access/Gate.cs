using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Access;

/// <summary>The one filter that checks key, form of the path's names, role and store, and names of query parameters, in this order, before any handler runs.</summary>
internal sealed class Gate(KeyTable keys, TrustedNetworks trusted)
{
    /// <summary>The problem with a request for an endpoint; null when it may pass. Who asks is then known to the request.</summary>
    public async ValueTask<IResult?> Check(HttpContext http, RouteEndpoint endpoint, Right? right)
    {
        if (right is { Who: Who.Anyone }) return null;
        if (endpoint.Metadata.GetMetadata<OpenToNetworks>() is not null && trusted.Include(http.Connection.RemoteIpAddress)) return null;
        if (await keys.Find(http.Request.Headers.Authorization.ToString()) is not { } identity) return Problems.Of(ProblemType.Unauthorized);
        http.Features.Set(identity);
        if (right is not { IsPage: true } && Names.FirstBad(http.Request.RouteValues) is { } bad)
        {
            var check = new Check();
            check.Add(bad, "must-be-an-id");
            return Problems.Of(check);
        }
        var allowed = right is not null && identity.May(right);
        var covered = http.Request.RouteValues["store"] is not string store || identity.Covers(store);
        if (!allowed || !covered) return Problems.Of(ProblemType.Forbidden);
        return endpoint.Metadata.GetMetadata<QueryNames>()?.Refuses(http.Request);
    }
}
