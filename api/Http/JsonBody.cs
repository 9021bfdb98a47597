using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;

namespace BeautyGrains.Api.Http;

/// <summary>Reads request bodies: bounded in size and depth, exact about names, with an answer that names the faulty field.</summary>
internal static class JsonBody
{
    /// <summary>The largest body in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int MaxDroppedBytes = 64 * MaxBytes;

    /// <summary>The deepest nesting.</summary>
    public const int MaxDepth = 32;

    /// <summary>The body, or the problem that it has.</summary>
    /// <param name="most">The largest body in bytes, where a call may say more than others.</param>
    public static async ValueTask<(T Body, IResult? Bad)> Read<T>(HttpContext http, JsonTypeInfo<T> json, int most = MaxBytes)
        where T : class =>
        CanHaveBody(http) ? await Parse(http, json, whenEmpty: null, most) : (null!, Faulty("body", "required"));

    /// <summary>The body, <paramref name="whenEmpty"/> when there is none, or the problem that it has.</summary>
    public static async ValueTask<(T Body, IResult? Bad)> ReadOr<T>(HttpContext http, JsonTypeInfo<T> json, T whenEmpty)
        where T : class =>
        CanHaveBody(http) ? await Parse(http, json, whenEmpty, MaxBytes) : (whenEmpty, null);

    /// <summary>The problem of a call that takes no body and got one that is not empty; null when all is well.</summary>
    public static async ValueTask<IResult?> None(HttpContext http) =>
        (await ReadOr(http, Wire.Json.EmptyBody, EmptyBody.Instance)).Bad;

    private static bool CanHaveBody(HttpContext http) =>
        http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? http.Request.ContentLength is not 0;

    private static async ValueTask<(T Body, IResult? Bad)> Parse<T>(HttpContext http, JsonTypeInfo<T> json, T? whenEmpty, int most)
        where T : class
    {
        // The server would cut the connection at its own bound; a caller who is still sending then never sees the 413. What is too much is
        // read and dropped behind the answer instead, up to a bound and for some seconds.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound) bound.MaxRequestBodySize = MaxDroppedBytes;
        if (http.Request.ContentLength > most) return (null!, Problems.Of(ProblemType.BodyTooLarge));
        var reader = http.Request.BodyReader;
        var read = await ReadToEnd(reader, most, http.RequestAborted);
        if (read is not { } body) return (null!, Problems.Of(ProblemType.BodyTooLarge));
        try
        {
            if (body.IsEmpty) return whenEmpty is null ? (null!, Faulty("body", "required")) : (whenEmpty, null);
            return IsJson(http.Request) ? Parse(body, json) : (null!, Problems.Of(ProblemType.UnsupportedMediaType));
        }
        finally
        {
            reader.AdvanceTo(body.End);
        }
    }

    private static async ValueTask<ReadOnlySequence<byte>?> ReadToEnd(PipeReader reader, int most, CancellationToken cancel)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancel);
            if (read.Buffer.Length > most)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }
            if (read.IsCompleted) return read.Buffer;
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>JSON as it is: packed bodies are not unpacked, so they are told apart rather than misread.</summary>
    private static bool IsJson(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.ToString() is not ("" or "identity")) return false;
        var type = request.ContentType.AsSpan();
        var end = type.IndexOf(';');
        return (end < 0 ? type : type[..end]).Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }

    private static (T Body, IResult? Bad) Parse<T>(ReadOnlySequence<byte> body, JsonTypeInfo<T> json)
        where T : class
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
            var value = JsonSerializer.Deserialize(ref reader, json);
            // A second value after the first is broken JSON: reading on throws.
            reader.Read();
            return value is null ? (null!, Faulty("body", "required")) : (value, null);
        }
        catch (JsonException broken)
        {
            return (null!, Why(body, broken));
        }
    }

    private static IResult Why(ReadOnlySequence<byte> body, JsonException broken)
    {
        if (BrokenAt(body, MaxDepth) is { } at) return BrokenAt(body, MaxBytes) is null ? Faulty("body", "too-deep") : Faulty(at, "broken-json");
        var field = broken.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";
        return Faulty(field,
            broken.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) ? "unknown-field"
            : broken.Message.Contains("Duplicate property", StringComparison.OrdinalIgnoreCase) ? "duplicate-field"
            : "wrong-type");
    }

    /// <summary>The field whose value is no JSON (NaN, say), "body" where it breaks off elsewhere; null when all of it can be read.</summary>
    private static string? BrokenAt(ReadOnlySequence<byte> body, int depth)
    {
        string? field = null;
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = depth });
        try
        {
            while (reader.Read()) field = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
            return null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return field ?? "body";
        }
    }

    private static IResult Faulty(string field, string rule)
    {
        var check = new Check();
        check.Add(field, rule);
        return Problems.Of(check);
    }
}

/// <summary>The body of a call that has nothing to say.</summary>
internal sealed record EmptyBody
{
    public static EmptyBody Instance { get; } = new();
}
