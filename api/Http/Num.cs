using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Api.Http;

/// <summary>
/// A decimal as it came over the wire: a JSON number or a string such as "2.5". Reading never fails on the value, so that all faulty
/// fields of a body can be told at once.
/// </summary>
/// <param name="Given">False when the field was absent or null.</param>
/// <param name="Valid">False when the text is not a decimal that can be held exactly.</param>
/// <param name="Value">Exact; 0 unless <paramref name="Valid"/>.</param>
[JsonConverter(typeof(NumConverter))]
public readonly record struct Num(bool Given, bool Valid, decimal Value)
{
    /// <summary>A number that was given.</summary>
    public static Num Of(decimal value) => new(true, true, value);
}

/// <summary>Reads <see cref="Num"/> from numbers and strings.</summary>
public sealed class NumConverter : JsonConverter<Num>
{
    // 28 digits, a sign and a point can be held exactly; longer texts would be rounded without notice.
    private const int LongestText = 30;

    /// <inheritdoc />
    public override bool HandleNull => true;

    /// <inheritdoc />
    public override Num Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => default,
        JsonTokenType.Number => reader.ValueSpan.Length <= LongestText && reader.TryGetDecimal(out var number) ? Num.Of(number) : Bad,
        JsonTokenType.String => FromText(reader.GetString()!),
        _ => throw new JsonException(),
    };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Num value, JsonSerializerOptions options)
    {
        if (value.Given) writer.WriteNumberValue(value.Value);
        else writer.WriteNullValue();
    }

    private static Num Bad => new(true, false, 0);

    /// <summary>The number in a text.</summary>
    internal static Num FromText(string text) =>
        text.Length <= LongestText
        && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? Num.Of(number) : Bad;
}

/// <summary>Writes decimals without trailing zeros: 2.500 leaves as 2.5.</summary>
internal sealed class PlainDecimalConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(Plain(value));

    // Division by a one with 28 decimals gives the same number with the smallest scale.
    internal static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;
}
