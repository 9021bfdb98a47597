namespace BeautyGrains.Grains;

/// <summary>What requests must look like, whoever sends them.</summary>
internal static class Form
{
    /// <summary>The first refusal, or null.</summary>
    public static Refusal? First(params ReadOnlySpan<Refusal?> refusals)
    {
        foreach (var refusal in refusals)
            if (refusal is not null) return refusal;
        return null;
    }

    /// <summary>An id of a caller, or of a process step: up to 4 ids with ':' between them, such as "basket:B-1".</summary>
    public static Refusal? Id(string? id, string field) =>
        Limits.IsId(id) || (id is not null && id.Split(':') is { Length: <= 4 } parts && parts.All(Limits.IsId)) ? null : Refusal.Invalid(field, "must-be-an-id");

    /// <summary>True for ids that only processes of the house can make.</summary>
    public static bool IsStep(string id) => id.Contains(':', StringComparison.Ordinal);

    public static Refusal? Lot(string? lot, string field = "lot") =>
        lot is null || Limits.IsId(lot) ? null : Refusal.Invalid(field, "must-be-an-id");

    public static Refusal? Quantity(decimal quantity, string field = "quantity") =>
        Limits.QuantityRule(quantity) is { } rule ? Refusal.Invalid(field, rule) : null;

    public static Refusal? Signed(decimal quantity) =>
        Limits.SignedQuantityRule(quantity) is { } rule ? Refusal.Invalid("quantity", rule) : null;

    /// <summary>A quantity that may be 0.</summary>
    public static Refusal? Amount(decimal quantity, string field) => quantity == 0 ? null : Quantity(quantity, field);

    public static Refusal? Needed(string? text, string field) =>
        text is { Length: > 0 and <= Limits.MaxText } && !string.IsNullOrWhiteSpace(text) ? null : Refusal.Invalid(field, "must-be-1-to-500-characters");

    public static Refusal? Optional(string? text, string field) =>
        text is null || text.Length <= Limits.MaxText ? null : Refusal.Invalid(field, "must-be-at-most-500-characters");

    /// <summary>What was scanned, or null.</summary>
    /// <param name="of">Stands before the names of the fields, such as "lots[0].".</param>
    public static Refusal? Scan(string? serial, string? code, string of = "") =>
        serial is { Length: 0 or > Limits.MaxSerial } ? Refusal.Invalid($"{of}serial", $"must-be-1-to-{Limits.MaxSerial}-characters")
        : code is { Length: 0 or > Limits.MaxScan } ? Refusal.Invalid($"{of}code", $"must-be-1-to-{Limits.MaxScan}-characters")
        : null;

    public static Refusal? Client(string? client) => client is null || Limits.IsId(client) ? null : Refusal.Invalid("client", "must-be-an-id");

    public static Refusal? Use(MovementKind use) =>
        use is MovementKind.Sale or MovementKind.ServiceConsumption ? null : Refusal.Invalid("use", "must-be-sale-or-service-consumption");

    public static Refusal? Known<T>(T value, string field)
        where T : struct, Enum
        => Enum.IsDefined(value) ? null : Refusal.Invalid(field, "must-be-known");

    /// <summary>The highest cost of a unit, in minor units.</summary>
    public const decimal MaxCost = 1_000_000_000_000m;

    public static Refusal? Cost(Money? cost)
    {
        if (cost is null) return null;
        if (cost.Amount is < 0 or > MaxCost || decimal.Round(cost.Amount, 6) != cost.Amount)
            return Refusal.Invalid("unitCost.amount", "must-be-0-to-1000000000000-with-6-decimals");
        return cost.Currency is { Length: 3 } code && code.All(char.IsAsciiLetterUpper) ? null : Refusal.Invalid("unitCost.currency", "must-be-iso-4217");
    }

    public static Refusal? Hold(TimeSpan? hold, TimeSpan longest, string field = "ttlSeconds") =>
        hold is not { } time || (time >= TimeSpan.FromSeconds(1) && time <= longest)
            ? null
            : Refusal.Invalid(field, FormattableString.Invariant($"must-be-1-to-{longest.TotalSeconds:0}"));

    /// <summary>Active, and the store's licences cover it.</summary>
    public static Refusal? Allowed(StockFacts facts) => Active(facts) ?? facts.NotLicensed;

    public static Refusal? Active(StockFacts facts) => facts.Store.Active && facts.Sku.Active ? null : new(RefusalKind.Inactive);
}
