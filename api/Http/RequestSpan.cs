using System.Collections.Frozen;
using System.Diagnostics;

namespace BeautyGrains.Api.Http;

/// <summary>Names the request's span by its route and says what was asked and answered. The path itself, whose names are of the callers' making, stays out of it.</summary>
internal static class RequestSpan
{
    private static readonly FrozenSet<string> s_methods = new[] { "GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH" }.ToFrozenSet(StringComparer.Ordinal);

    public static Task Name(HttpContext http, RequestDelegate next) =>
        http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span ? Named(span, http, next) : next(http);

    private static async Task Named(Activity span, HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        finally
        {
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            var method = s_methods.Contains(http.Request.Method) ? http.Request.Method : "_OTHER";
            span.DisplayName = route is null ? method : $"{method} {route}";
            span.SetTag("http.request.method", method).SetTag("http.route", route).SetTag("http.response.status_code", http.Response.StatusCode);
            if (http.Response.StatusCode >= 500) span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
