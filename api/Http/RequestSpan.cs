using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace BeautyGrains.Api.Http;

/// <summary>Names the request's span by its route and says what was asked and answered. The path itself, whose names are of the callers' making, stays out of it.</summary>
internal static class RequestSpan
{
    private static readonly FrozenSet<string> s_methods = new[] { "GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The request's span; null when nobody listens.</summary>
    public static Activity? Of(HttpContext http) => http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span ? span : null;

    /// <summary>Says of a request that has been answered what it was.</summary>
    public static void Name(Activity span, HttpContext http)
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        var method = s_methods.Contains(http.Request.Method) ? http.Request.Method : "_OTHER";
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method).SetTag("http.route", route).SetTag("http.response.status_code", http.Response.StatusCode);
        if (http.Response.StatusCode >= 500) span.SetStatus(ActivityStatusCode.Error);
    }
}
