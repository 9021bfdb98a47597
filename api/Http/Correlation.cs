namespace BeautyGrains.Api.Http;

/// <summary>Ties a request to what it caused: X-Correlation-Id is honoured if it is an id, else made.</summary>
internal static class Correlation
{
    public const string Header = "X-Correlation-Id";

    private sealed record Id(string Text);

    /// <summary>The request's correlation id.</summary>
    public static string Of(HttpContext http) => http.Features.Get<Id>()?.Text ?? "";

    /// <summary>Runs first of all, so that every answer carries the id.</summary>
    public static void Attach(HttpContext http)
    {
        var given = http.Request.Headers[Header].ToString();
        // The trace identifier has a colon, which ids do not have.
        var id = Limits.IsId(given) ? given : http.TraceIdentifier.Replace(':', '-');
        http.Features.Set(new Id(id));
        http.Response.Headers[Header] = id;
    }
}
