using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Silo.Webhooks;

/// <summary>Requests as endpoints want them: the body, the headers and the address, signed.</summary>
internal static class WebhookMessage
{
    private const string SecretMark = "whsec_";

    // WeCom takes at most 4,096 bytes of markdown; DingTalk and Feishu take 20,000.
    private const int WecomBytes = 4_096;
    private const int RobotBytes = 18_000;

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The request.</summary>
    /// <param name="url">The endpoint's address.</param>
    /// <param name="secret">Null for robots without one.</param>
    public static HttpRequestMessage Of(WebhookRecord record, string url, string? secret, IReadOnlyList<WebhookNotice> notices, DateTimeOffset now) => record.Format switch
    {
        WebhookFormat.Standard => Standard(url, secret!, notices[0], record.InChinese, now),
        WebhookFormat.Wecom => Post(url, Body(new JsonObject
        {
            ["msgtype"] = "markdown", ["markdown"] = new JsonObject { ["content"] = Lines(notices, record.InChinese, WecomBytes) },
        })),
        WebhookFormat.Dingtalk => Post(DingtalkUrl(url, secret, now), Body(new JsonObject
        {
            ["msgtype"] = "markdown", ["markdown"] = new JsonObject { ["title"] = Title(notices, record.InChinese), ["text"] = Lines(notices, record.InChinese, RobotBytes) },
        })),
        _ => Post(url, Feishu(secret, Lines(notices, record.InChinese, RobotBytes), now)),
    };

    /// <summary>Signs as Standard Webhooks has it: HMAC-SHA256 over "id.timestamp.body", base64 behind "v1,".</summary>
    public static string Signature(string secret, string id, long timestamp, string body)
    {
        var key = Convert.FromBase64String(secret[SecretMark.Length..]);
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}"))));
    }

    private static HttpRequestMessage Standard(string url, string secret, WebhookNotice notice, bool inChinese, DateTimeOffset now)
    {
        var body = Body(new JsonObject { ["type"] = notice.Type, ["timestamp"] = Text(notice.At), ["data"] = Data(notice, inChinese) });
        var request = Post(url, body);
        var timestamp = now.ToUnixTimeSeconds();
        request.Headers.Add("webhook-id", notice.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", Signature(secret, notice.Id, timestamp, body));
        return request;
    }

    // The maker's rule: HMAC-SHA256 keyed with the secret over "milliseconds\nsecret", base64, then escaped for the address.
    private static string DingtalkUrl(string url, string? secret, DateTimeOffset now)
    {
        if (secret is null) return url;
        var timestamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}")));
        return $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}timestamp={timestamp}&sign={Uri.EscapeDataString(sign)}";
    }

    // The maker's rule: HMAC-SHA256 of nothing, keyed with "seconds\nsecret", base64.
    private static string Feishu(string? secret, string text, DateTimeOffset now)
    {
        var body = new JsonObject();
        if (secret is not null)
        {
            var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            body["timestamp"] = timestamp;
            body["sign"] = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{timestamp}\n{secret}"), Array.Empty<byte>()));
        }
        body["msg_type"] = "text";
        body["content"] = new JsonObject { ["text"] = text };
        return Body(body);
    }

    private static JsonObject Data(WebhookNotice notice, bool inChinese)
    {
        if (notice.Alert is { } alert) return Data(alert, inChinese);
        if (notice.Digest is not { } digest) return new() { ["text"] = Line(notice, inChinese) };
        return new() { ["store"] = digest.Store, ["total"] = digest.Total, ["alerts"] = new JsonArray([.. digest.Alerts.Select(one => (JsonNode)Data(one, inChinese))]) };
    }

    private static JsonObject Data(AlertView alert, bool inChinese)
    {
        var text = AlertTexts.Of(alert.Cause.Kind, alert.Facts, inChinese);
        return new()
        {
            ["id"] = alert.Cause.Id, ["kind"] = AlertKinds.WordOf(alert.Cause.Kind), ["state"] = Word(alert.State), ["severity"] = Word(alert.Facts.Severity), ["store"] = alert.Facts.Store,
            ["sku"] = alert.Facts.Sku, ["facts"] = new JsonObject(alert.Facts.Values.Select(fact => KeyValuePair.Create(fact.Name, (JsonNode?)fact.Value))), ["title"] = text.Title,
            ["text"] = text.Body, ["occurrence"] = alert.Occurrence, ["raisedAt"] = Text(alert.RaisedAt), ["assignee"] = alert.Assignee, ["version"] = alert.Version,
        };
    }

    private static string Title(IReadOnlyList<WebhookNotice> notices, bool inChinese) =>
        notices is [{ Alert: { } alert }] ? AlertTexts.TitleOf(alert.Cause.Kind, inChinese)
        : string.Create(CultureInfo.InvariantCulture, $"{(inChinese ? "预警" : "Alerts")} ({notices.Count})");

    private static string Lines(IReadOnlyList<WebhookNotice> notices, bool inChinese, int mostBytes)
    {
        var text = new StringBuilder();
        var bytes = 0;
        var lines = notices.Select(notice => Line(notice, inChinese)).SelectMany(line => line.Split('\n')).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            // Room for the line that tells how many are left out.
            var length = Encoding.UTF8.GetByteCount(lines[i]) + 2;
            if (bytes + length > mostBytes - 64) return text.Append(CultureInfo.InvariantCulture, $"… +{lines.Count - i}").ToString();
            text.Append(lines[i]).Append(i + 1 < lines.Count ? "\n\n" : "");
            bytes += length;
        }
        return text.ToString();
    }

    private static string Line(WebhookNotice notice, bool inChinese)
    {
        if (notice.Digest is { } digest)
            return string.Join('\n', digest.Alerts.Select(alert => Line(alert, "", inChinese)).Prepend(inChinese
                ? string.Create(CultureInfo.InvariantCulture, $"{digest.Store ?? "全连锁"}：未结预警 {digest.Total} 条")
                : string.Create(CultureInfo.InvariantCulture, $"{digest.Store ?? "Whole chain"}: {digest.Total} open alerts")));
        if (notice.Alert is not { } one) return inChinese ? "BeautyGrains 测试消息" : "BeautyGrains test message";
        var mark = notice.Type switch
        {
            "alert.resolved" => inChinese ? "【已解除】" : "[resolved] ",
            WebhookTypes.Escalated => inChinese ? "【无人处理】" : "[nobody has taken care] ",
            _ => "",
        };
        return Line(one, mark, inChinese);
    }

    private static string Line(AlertView alert, string mark, bool inChinese)
    {
        var text = AlertTexts.Of(alert.Cause.Kind, alert.Facts, inChinese);
        return inChinese ? $"{mark}{text.Title}：{text.Body}" : $"{mark}{text.Title}: {text.Body}";
    }

    private static string Body(JsonObject body) => body.ToJsonString(s_readable);

    private static HttpRequestMessage Post(string url, string body) => new(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
