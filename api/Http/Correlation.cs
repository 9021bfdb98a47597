namespace BeautyGrains.Api.Http;

/// <summary>Ties a request to what it caused: X-Correlation-Id is honoured if it is an id, else made.</summary>
internal static class Correlation
{
    public const string Header = "X-Correlation-Id";

    private static readonly object s_key = new();

    /// <summary>The request's correlation id.</summary>
    public static string Of(HttpContext http) => (string?)http.Items[s_key] ?? "";

    /// <summary>Runs first of all, so that every answer carries the id.</summary>
    public static Task Attach(HttpContext http, RequestDelegate next)
    {
        var given = http.Request.Headers[Header].ToString();
        // The trace identifier has a colon, which ids do not have.
        var id = Limits.IsId(given) ? given : http.TraceIdentifier.Replace(':', '-');
        http.Items[s_key] = id;
        http.Response.Headers[Header] = id;
        return next(http);
    }
}
