using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to fields.</summary>
public abstract record CustomFieldEvent;

/// <summary>A field was defined, for the first time or anew.</summary>
/// <param name="Field">Whole, as it now stands.</param>
public sealed record CustomFieldPut(FieldDefinition Field) : CustomFieldEvent;

/// <summary>What happens to values.</summary>
public abstract record CustomValuesEvent;

/// <summary>All values were replaced.</summary>
/// <param name="Values">By field in ordinal order.</param>
public sealed record CustomValuesPut(EquatableList<FieldValue> Values) : CustomValuesEvent;

/// <summary>All fields.</summary>
/// <param name="Fields">By "target/id", in ordinal order.</param>
public sealed record CustomFields(ImmutableSortedDictionary<string, FieldDefinition> Fields)
{
    /// <summary>None at all.</summary>
    public static CustomFields Empty { get; } = new(ImmutableSortedDictionary.Create<string, FieldDefinition>(StringComparer.Ordinal));

    /// <summary>By what a field is known.</summary>
    public static string KeyOf(FieldDefinition field) => new CustomValuesKey(field.Target, field.Id).ToString();
}

/// <summary>The values of one master or document.</summary>
/// <param name="Values">By field in ordinal order.</param>
public sealed record CustomValues(EquatableList<FieldValue> Values, long Version);

/// <summary>Everything fixed about the stream of fields.</summary>
public sealed class CustomFieldsKind : AggregateKind<CustomFields, CustomFieldEvent>
{
    private static readonly CustomFieldsJson s_json = new(EventJson.Readable(CustomFieldsJson.Default));

    /// <summary>The one there is.</summary>
    public static CustomFieldsKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "custom-fields";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<CustomFieldEvent> Events { get; } = new EventCodec<CustomFieldEvent>().Add("custom-field-put.1", s_json.CustomFieldPut);

    /// <inheritdoc />
    public override CustomFields Empty(string key) => CustomFields.Empty;

    /// <inheritdoc />
    public override CustomFields Evolve(CustomFields state, CustomFieldEvent happened, EventInfo info) => happened switch
    {
        CustomFieldPut put => new(state.Fields.SetItem(CustomFields.KeyOf(put.Field), put.Field)),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of fields."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(CustomFields state) => JsonSerializer.SerializeToUtf8Bytes([.. state.Fields.Values], s_json.FieldDefinitionArray);

    /// <inheritdoc />
    public override CustomFields LoadState(ReadOnlySpan<byte> json) =>
        new(CustomFields.Empty.Fields.AddRange(JsonSerializer.Deserialize(json, s_json.FieldDefinitionArray)!.Select(field => KeyValuePair.Create(CustomFields.KeyOf(field), field))));
}

/// <summary>Everything fixed about the streams of values. Key: see <see cref="CustomValuesKey"/>.</summary>
public sealed class CustomValuesKind : AggregateKind<CustomValues, CustomValuesEvent>
{
    private static readonly CustomFieldsJson s_json = new(EventJson.Readable(CustomFieldsJson.Default));

    /// <summary>The one there is.</summary>
    public static CustomValuesKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "custom-values";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<CustomValuesEvent> Events { get; } = new EventCodec<CustomValuesEvent>().Add("custom-values-put.1", s_json.CustomValuesPut);

    /// <inheritdoc />
    public override CustomValues Empty(string key) => new([], 0);

    /// <inheritdoc />
    public override CustomValues Evolve(CustomValues state, CustomValuesEvent happened, EventInfo info) => happened switch
    {
        CustomValuesPut put => new(put.Values, info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of values."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(CustomValues state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.CustomValues);

    /// <inheritdoc />
    public override CustomValues LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.CustomValues)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CustomFieldPut))]
[JsonSerializable(typeof(FieldDefinition[]))]
[JsonSerializable(typeof(FieldChoice[]))]
[JsonSerializable(typeof(CustomValuesPut))]
[JsonSerializable(typeof(CustomValues))]
[JsonSerializable(typeof(FieldValue[]))]
internal sealed partial class CustomFieldsJson : JsonSerializerContext;
