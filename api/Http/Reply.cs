using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BeautyGrains.Api.Http;

/// <summary>Answers of grains as HTTP answers.</summary>
internal static class Reply
{
    /// <summary>The same answer in another shape.</summary>
    public static Answer<TOther> Then<T, TOther>(this Answer<T> answer, Func<T, TOther> shape)
        where T : class
        where TOther : class =>
        new(answer.Value is { } value ? shape(value) : null, answer.Refusal, answer.IsNew);

    /// <summary>A write under a caller-made id: 201 with Location when new, 200 when repeated, a problem when refused.</summary>
    /// <param name="location">Where the new thing is; null for where it was put.</param>
    public static IResult Put<T>(HttpContext http, Answer<T> answer, JsonTypeInfo<T> json, Func<T, long> version, bool? created = null, string? location = null)
        where T : class =>
        answer.Refusal is { } refusal ? Problems.From(refusal, http)
        : new JsonReply<T>(answer.Value!, json, created ?? answer.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        {
            ETag = Tag(version(answer.Value!)),
            Location = created ?? answer.IsNew ? location ?? http.Request.Path : null,
        };

    /// <summary>A write that answers 200, or a problem when refused.</summary>
    public static IResult Post<T>(HttpContext http, Answer<T> answer, JsonTypeInfo<T> json)
        where T : class =>
        answer.Refusal is { } refusal ? Problems.From(refusal, http) : new JsonReply<T>(answer.Value!, json, StatusCodes.Status200OK);

    /// <summary>A read with an ETag; 304 when the caller has it already.</summary>
    public static IResult Get<T>(Answer<T> answer, HttpContext http, JsonTypeInfo<T> json, Func<T, long> version, bool timeMatters = false)
        where T : class =>
        answer.Refusal is { } refusal ? Problems.From(refusal, http) : Get(answer.Value!, json, version(answer.Value!), timeMatters);

    /// <inheritdoc cref="Get{T}(Answer{T}, HttpContext, JsonTypeInfo{T}, Func{T, long}, bool)" />
    /// <param name="timeMatters">Time alone can change what is read, so that the version does not tell all.</param>
    public static IResult Get<T>(T value, JsonTypeInfo<T> json, long version, bool timeMatters = false)
        where T : class =>
        new JsonReply<T>(value, json, StatusCodes.Status200OK) { ETag = Tag(version), IsRead = true, TimeMatters = timeMatters };

    /// <summary>A read without an ETag.</summary>
    public static IResult Ok<T>(T value, JsonTypeInfo<T> json)
        where T : class => new JsonReply<T>(value, json, StatusCodes.Status200OK);

    /// <summary>The ETag of a version.</summary>
    public static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"");

    /// <summary>The version that If-Match demands (null for none), 0 for If-None-Match: *; or the problem with the header.</summary>
    public static (long? Version, IResult? Bad) IfMatch(HttpContext http)
    {
        var given = http.Request.Headers.IfMatch.ToString();
        if (given.Length == 0) return (http.Request.Headers.IfNoneMatch == "*" ? 0 : null, null);
        if (given == "*") return (null, null);
        if (given.StartsWith("\"v", StringComparison.Ordinal) && given.EndsWith('"') && given.Length > 3
            && long.TryParse(given.AsSpan(2, given.Length - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return (version, null);
        var check = new Check();
        check.Add("If-Match", "must-be-one-version-tag");
        return (null, Problems.Of(check));
    }

    private sealed class JsonReply<T>(T value, JsonTypeInfo<T> json, int status) : IResult
    {
        public string? ETag { get; init; }

        public string? Location { get; init; }

        public bool IsRead { get; init; }

        public bool TimeMatters { get; init; }

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            var body = JsonSerializer.SerializeToUtf8Bytes(value, json);
            var tag = TimeMatters && ETag is not null ? $"{ETag[..^1]}-{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 6))}\"" : ETag;
            if (tag is not null) response.Headers.ETag = tag;
            if (Location is not null) response.Headers.Location = Location;
            if (IsRead && tag is not null && httpContext.Request.Headers.IfNoneMatch.Any(given => Names(given, tag)))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
            response.StatusCode = status;
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }

        private static bool Names(string? header, string tag) =>
            header is not null && (header == "*" || header.Split(',', StringSplitOptions.TrimEntries).Any(one => one == tag || one == "W/" + tag));
    }
}
