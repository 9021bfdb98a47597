using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>How events and snapshots are written: UTF-8 in which Chinese names stay readable, not escaped.</summary>
internal static class EventJson
{
    /// <summary>The context's own options, with readable text.</summary>
    /// <param name="converters">For what the serializer would write alike, but dearer.</param>
    public static JsonSerializerOptions Readable(JsonSerializerContext context, params ReadOnlySpan<JsonConverter> converters)
    {
        var options = new JsonSerializerOptions(context.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        foreach (var converter in converters) options.Converters.Add(converter);
        return options;
    }
}
