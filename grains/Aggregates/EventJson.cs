using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>How events and snapshots are written: UTF-8 in which Chinese names stay readable, not escaped.</summary>
internal static class EventJson
{
    /// <summary>The context's own options, with readable text.</summary>
    public static JsonSerializerOptions Readable(JsonSerializerContext context) =>
        new(context.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
