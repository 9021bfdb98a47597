namespace BeautyGrains.Contracts;

/// <summary>The fields that the chain adds to its masters and documents. One grain; key: <see cref="Key"/>.</summary>
[Alias("bg.ICustomFieldsGrain")]
public interface ICustomFieldsGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "fields";

    /// <summary>Defines a field, or defines it anew. The same content again changes nothing; type, unit and decimals of a field that is there stay.</summary>
    [Alias("Put")]
    Task<Answer<FieldDefinition>> Put(PutCustomField ask);

    /// <summary>All fields, ended ones too, by target and id in ordinal order.</summary>
    [ReadOnly, Alias("GetAll")]
    Task<FieldTable> GetAll();
}

/// <summary>The values that one master or document has in these fields. Key: "target/id", such as "sku/K-1"; see <see cref="CustomValuesKey"/>.</summary>
[Alias("bg.ICustomValuesGrain")]
public interface ICustomValuesGrain : IGrainWithStringKey
{
    /// <summary>
    /// Replaces all values. The same content again changes nothing. What was put while a field was valid is kept when it has ended, unless it is left out.
    /// Refused with Validation by the field's rule, and as the target is where there is none.
    /// </summary>
    [Alias("Put")]
    Task<Answer<CustomValuesView>> Put(PutCustomValues ask);

    /// <summary>The values; none, with version 0, before the first put.</summary>
    [ReadOnly, Alias("Get")]
    Task<CustomValuesView> Get();
}

/// <summary>What a field is added to.</summary>
[GenerateSerializer, Alias("bg.FieldTarget")]
public enum FieldTarget
{
    /// <summary>Products.</summary>
    Sku,
    /// <summary>Stores.</summary>
    Store,
    /// <summary>Suppliers.</summary>
    Supplier,
    /// <summary>Purchase orders.</summary>
    PurchaseOrder,
    /// <summary>Receipts of purchase orders.</summary>
    Receipt,
    /// <summary>Requisitions.</summary>
    Requisition,
}

/// <summary>What a field holds, and how it is written.</summary>
[GenerateSerializer, Alias("bg.FieldType")]
public enum FieldType
{
    /// <summary>1 to 500 characters.</summary>
    Text,
    /// <summary>A decimal, written without needless zeros.</summary>
    Number,
    /// <summary>A day, "2026-11-30".</summary>
    Date,
    /// <summary>"true" or "false".</summary>
    YesNo,
    /// <summary>The id of one of the choices.</summary>
    Choice,
    /// <summary>Ids of the choices that are ticked, in the order of the choices, with commas between; one that is required needs all of them.</summary>
    Checklist,
}

/// <summary>One of a field's choices, or one line of a checklist.</summary>
/// <param name="Id">Unique within the field.</param>
/// <param name="Name">In English: 1 to 200 characters.</param>
/// <param name="NameZh">In Chinese.</param>
[GenerateSerializer, Immutable, Alias("bg.FieldChoice")]
public sealed record FieldChoice(string Id, string Name, string NameZh);

/// <summary>A field.</summary>
/// <param name="Id">Unique within the target.</param>
/// <param name="Name">In English: 1 to 200 characters.</param>
/// <param name="NameZh">In Chinese.</param>
/// <param name="Unit">Of a number: 1 to 32 characters; null for none.</param>
/// <param name="Decimals">Of a number: 0 to 6; null for other types.</param>
/// <param name="Required">Values are put only together with this one.</param>
/// <param name="Choices">1 to 100 with choices and checklists, else none.</param>
/// <param name="ValidFrom">The first day.</param>
/// <param name="ValidThrough">The last day; null for no end.</param>
[GenerateSerializer, Immutable, Alias("bg.FieldDefinition")]
public sealed record FieldDefinition(
    FieldTarget Target,
    string Id,
    string Name,
    string NameZh,
    FieldType Type,
    string? Unit,
    int? Decimals,
    bool Required,
    EquatableList<FieldChoice> Choices,
    DateOnly ValidFrom,
    DateOnly? ValidThrough)
{
    /// <summary>Does it count on a day? Both ends do.</summary>
    public bool IsValid(DateOnly day) => ValidFrom <= day && !(ValidThrough < day);
}

/// <summary>Asks to define a field.</summary>
[GenerateSerializer, Immutable, Alias("bg.PutCustomField")]
public sealed record PutCustomField(FieldDefinition Definition, Caller By);

/// <summary>All fields as of a version.</summary>
[GenerateSerializer, Immutable, Alias("bg.FieldTable")]
public sealed record FieldTable(ImmutableArray<FieldDefinition> Fields, long Version);

/// <summary>A field's value, written as its type says.</summary>
[GenerateSerializer, Immutable, Alias("bg.FieldValue")]
public sealed record FieldValue(string Field, string Value);

/// <summary>Asks to replace all values.</summary>
/// <param name="Values">Each field once, in any order.</param>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutCustomValues")]
public sealed record PutCustomValues(EquatableList<FieldValue> Values, long? IfVersion, Caller By);

/// <summary>What a master or document has in its custom fields.</summary>
/// <param name="Values">By field in ordinal order.</param>
/// <param name="Missing">Fields that are required today and have no value.</param>
[GenerateSerializer, Immutable, Alias("bg.CustomValuesView")]
public sealed record CustomValuesView(FieldTarget Target, string Id, EquatableList<FieldValue> Values, EquatableList<string> Missing, DateTimeOffset ChangedAt, long Version);

/// <summary>The key of custom values: "purchase-order/PO-1".</summary>
[GenerateSerializer, Immutable, Alias("bg.CustomValuesKey")]
public sealed record CustomValuesKey(FieldTarget Target, string Id)
{
    /// <summary>Reads a grain's key.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static CustomValuesKey Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        foreach (var target in Enum.GetValues<FieldTarget>())
            if (slash > 0 && WordOf(target) == key[..slash]) return new(target, key[(slash + 1)..]);
        throw new FormatException($"'{key}' is no key of custom values.");
    }

    /// <summary>The word of a target, such as "purchase-order".</summary>
    public static string WordOf(FieldTarget target) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(target.ToString());

    /// <inheritdoc />
    public override string ToString() => $"{WordOf(Target)}/{Id}";
}
