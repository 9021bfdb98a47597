using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>
/// Pins on lots as [{"lot":"L1","quantity":2}], as the serializer itself would write them. Every reservation has some, and a list within a record
/// costs the serializer more than all the rest of the record.
/// </summary>
/// <param name="plain">How a quantity is written, such as without trailing zeros; null for as it is.</param>
public sealed class LotQuantitiesJson(Func<decimal, decimal>? plain = null) : JsonConverter<ImmutableArray<LotQuantity>>
{
    private static readonly JsonEncodedText s_lot = JsonEncodedText.Encode("lot");
    private static readonly JsonEncodedText s_quantity = JsonEncodedText.Encode("quantity");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ImmutableArray<LotQuantity> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var pin in value)
        {
            writer.WriteStartObject();
            writer.WriteString(s_lot, pin.Lot);
            writer.WriteNumber(s_quantity, plain is null ? pin.Quantity : plain(pin.Quantity));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <inheritdoc />
    /// <exception cref="JsonException">It is no list of pins.</exception>
    public override ImmutableArray<LotQuantity> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException();
        var pins = ImmutableArray.CreateBuilder<LotQuantity>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
            pins.Add(ReadOne(ref reader));
        }

        return pins.DrainToImmutable();
    }

    private static LotQuantity ReadOne(ref Utf8JsonReader reader)
    {
        var (lot, quantity) = ("", 0m);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(s_lot.EncodedUtf8Bytes))
            {
                reader.Read();
                lot = reader.GetString() ?? throw new JsonException();
            }
            else if (reader.ValueTextEquals(s_quantity.EncodedUtf8Bytes))
            {
                reader.Read();
                quantity = reader.GetDecimal();
            }
            else
            {
                // Names of a later version: passed over, as everywhere in events.
                reader.Skip();
            }
        }

        return new(lot, quantity);
    }
}
