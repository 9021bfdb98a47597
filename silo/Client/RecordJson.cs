using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace BeautyGrains.Silo.Client;

/// <summary>Records as the HTTP interface writes them: camel case, words in kebab case, nothing for what is not there.</summary>
internal static class RecordJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>A record as the body of a call.</summary>
    public static JsonObject Of<T>(T record) => JsonSerializer.SerializeToNode(record, Options)!.AsObject();
}
