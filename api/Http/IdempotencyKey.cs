namespace BeautyGrains.Api.Http;

/// <summary>The caller's id of a request whose path names none.</summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";

    /// <summary>As sent, or null; a fault is added when it is no id.</summary>
    public static string? Of(HttpContext http, Check check)
    {
        var given = http.Request.Headers[Header].ToString();
        if (given.Length == 0) return null;
        if (!Limits.IsId(given)) check.Add(Header, "must-be-an-id");
        return given;
    }
}
