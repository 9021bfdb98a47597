using Microsoft.Net.Http.Headers;

namespace BeautyGrains.Api.Http;

/// <summary>Answers with a picture where somebody asks for one in place of JSON.</summary>
internal static class SvgPicture
{
    /// <summary>Its media type.</summary>
    public const string MediaType = "image/svg+xml";

    /// <param name="form">The query's "as": "json", "svg" or null.</param>
    public static bool IsWanted(Check check, HttpContext http, string? form)
    {
        if (form is not (null or "json" or "svg")) check.Add("as", "must-be-one-of:json,svg");
        if (form is not null) return form == "svg";
        // Whoever prefers a picture says so; a browser's */* does not.
        var wanted = http.Request.GetTypedHeaders().Accept;
        double Weight(string type) => wanted.Where(one => one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(one => one.Quality ?? 1).DefaultIfEmpty(0).Max();
        return Weight(MediaType) > Weight("application/json");
    }

    /// <summary>The answer in JSON, where a picture could have been asked for.</summary>
    public static IResult Json(HttpContext http, IResult answer)
    {
        http.Response.Headers[HeaderNames.Vary] = HeaderNames.Accept;
        return answer;
    }

    /// <summary>The picture.</summary>
    public static IResult Answer(HttpContext http, string svg)
    {
        http.Response.Headers[HeaderNames.Vary] = $"{HeaderNames.Accept}, {HeaderNames.AcceptLanguage}";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Text(svg, MediaType, System.Text.Encoding.UTF8);
    }
}
