using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Api.Http;

/// <summary>Enum values as the wire names them: kebab case, such as "valid-through".</summary>
internal static class Words<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> s_values = Enum.GetValues<T>().ToFrozenDictionary(Name, StringComparer.Ordinal);
    private static readonly FrozenDictionary<T, string> s_names = Enum.GetValues<T>().ToFrozenDictionary(value => value, Name);

    /// <summary>The word of a value.</summary>
    public static string Of(T value) => s_names[value];

    /// <summary>The value of a word; case matters.</summary>
    public static bool TryRead(string word, out T value) => s_values.TryGetValue(word, out value);

    /// <summary>All words, in the order of the values.</summary>
    public static IEnumerable<string> All => Enum.GetValues<T>().Select(Of);

    private static string Name(T value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

/// <summary>Writes an enum as its word.</summary>
internal sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Words<T>.TryRead(reader.GetString() ?? "", out var value) ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Words<T>.Of(value));
}
