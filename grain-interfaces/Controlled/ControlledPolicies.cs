namespace BeautyGrains.Contracts;

/// <summary>What the classes of controlled goods ask for. One grain; key: <see cref="Key"/>.</summary>
[Alias("bg.IControlledPolicyGrain")]
public interface IControlledPolicyGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "policy";

    /// <summary>Replaces the table. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<ControlledPolicyView>> Put(PutControlledPolicy ask);

    /// <summary>The table; version 0 while nobody has put any, with the defaults.</summary>
    [ReadOnly, Alias("Get")]
    Task<ControlledPolicyView> Get();
}

/// <summary>Asks to replace the table.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutControlledPolicy")]
public sealed record PutControlledPolicy(ControlledPolicy Policy, long? IfVersion, Caller By);

/// <summary>The table with its version.</summary>
/// <param name="Version">0 for the defaults.</param>
[GenerateSerializer, Immutable, Alias("bg.ControlledPolicyView")]
public sealed record ControlledPolicyView(ControlledPolicy Policy, DateTimeOffset ChangedAt, long Version);

/// <summary>The table. Of a class's rows that count on a day, the one that began last holds.</summary>
/// <param name="Classes">At most 100.</param>
/// <param name="Categories">At most 100: goods of these categories are controlled without a mark of their own; null for the defaults.</param>
[GenerateSerializer, Immutable, Alias("bg.ControlledPolicy")]
public sealed record ControlledPolicy(EquatableList<ControlledClass> Classes, EquatableList<ControlledCategory>? Categories = null)
{
    /// <summary>
    /// What makes goods controlled on a day: their own mark, else the row of their category that began last, whose content is one base unit, or what one holds
    /// where they are used opened. Null for goods that are not.
    /// </summary>
    public ControlledMark? MarkOf(SkuRecord sku, DateOnly day)
    {
        if (sku.ControlledOn(day) is { } own) return own;
        var row = Categories?.Where(one => one.Category == sku.GoodsCategory && !(one.ValidFrom > day) && !(one.ValidThrough < day)).MaxBy(one => one.ValidFrom ?? DateOnly.MinValue);
        return row is null ? null : new(row.Class, sku.Opening?.Content ?? 1, sku.Opening?.Unit ?? sku.Unit, row.ValidFrom, row.ValidThrough);
    }
}

/// <summary>Goods of a category are controlled from a day to a day, both included and in the store's time zone, whether their record has a mark or not.</summary>
/// <param name="Class">Id of the class that they are of.</param>
[GenerateSerializer, Immutable, Alias("bg.ControlledCategory")]
public sealed record ControlledCategory(GoodsCategory Category, string Class, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>What goods of a class ask for, from a day to a day, both included.</summary>
/// <param name="Id">As products name it, such as "toxic".</param>
/// <param name="Source">The law or the habit that it follows: 1 to 500 characters.</param>
/// <param name="PrescriptionDays">A prescription may be good for at most so many days beyond its own: 0 to 365.</param>
/// <param name="OpenHours">What was issued is accounted for within so many hours: 1 to 1,000.</param>
/// <param name="Roles">Who may take part in a step; at least one.</param>
/// <param name="SupplierPaper">Kind of a qualification that suppliers need besides those of the goods' category; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.ControlledClass")]
public sealed record ControlledClass(
    string Id, string Name, string NameZh, string Source, int PrescriptionDays, int OpenHours, EquatableList<PersonRole> Roles, string? SupplierPaper = null, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>Marks a product as controlled, from a day to a day, both included and in the store's time zone.</summary>
/// <param name="Class">Id of its class.</param>
/// <param name="Content">What one base unit holds: above 0, at most 3 decimals.</param>
/// <param name="ContentUnit">Of what: 1 to 32 characters, such as "U".</param>
[GenerateSerializer, Immutable, Alias("bg.ControlledMark")]
public sealed record ControlledMark(string Class, decimal Content, string ContentUnit, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null)
{
    /// <summary>Does it count on that day?</summary>
    public bool Counts(DateOnly day) => !(ValidFrom > day) && !(ValidThrough < day);
}
