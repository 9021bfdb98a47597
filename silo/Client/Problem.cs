using System.Text.Json.Nodes;

namespace BeautyGrains.Silo.Client;

/// <summary>A server's "no", as RFC 9457 writes it.</summary>
internal sealed record Problem(int Status, string Type, string Text)
{
    public static Problem From(int status, JsonNode? body)
    {
        var type = (string?)body?["type"] ?? "";
        var text = (string?)body?["detail"] ?? (string?)body?["title"] ?? $"HTTP {status}";
        if (body?["errors"] is JsonObject errors)
            text += " " + string.Join("; ", errors.Select(error => $"{error.Key}: {string.Join(", ", error.Value is JsonArray rules ? rules.Select(rule => rule?.ToString()) : [error.Value?.ToString()])}"));
        if (body?["lines"] is JsonArray lines) text += string.Concat(lines.OfType<JsonObject>().Select(line => "\n  " + Facts(line) + (line["problem"] is JsonObject why ? $": {why["title"]} {Facts(why)}" : "")));
        return new(status, type, text);
    }

    // What is told of a line besides sentences: which, and the rule that it breaks.
    private static string Facts(JsonObject of) =>
        string.Join(' ', of.Where(fact => fact.Value is JsonValue && fact.Key is not ("title" or "detail" or "status" or "instance")).Select(fact => $"{fact.Key} {fact.Value}"));

    public override string ToString() => Type.Length == 0 ? Text : $"{Text} ({Type})";
}
