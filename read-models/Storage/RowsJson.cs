using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BeautyGrains.ReadModels;

/// <summary>Rows as queries of both databases take them: a JSON array of arrays.</summary>
internal static class RowsJson
{
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string Of(IEnumerable<object?[]> rows)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(4 * 1024);
        using (var json = new Utf8JsonWriter(bytes, s_readable))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartArray();
                foreach (var value in row) Write(json, value);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public static string Of(IEnumerable<string> texts)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, s_readable))
        {
            json.WriteStartArray();
            foreach (var text in texts) json.WriteStringValue(text);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>What <see cref="Of(IEnumerable{string})"/> wrote.</summary>
    public static IReadOnlyList<string> Texts(string json)
    {
        using var read = JsonDocument.Parse(json);
        return [.. read.RootElement.EnumerateArray().Select(text => text.GetString()!)];
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(Stored.Text(text));
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            default:
                throw new ArgumentException($"A column holds texts and whole numbers (long), not {value.GetType().Name}.");
        }
    }
}
