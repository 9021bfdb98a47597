namespace BeautyGrains.Grains;

/// <summary>What a quantity is used for; decides which smallest step it must be a multiple of.</summary>
public enum QuantityUse
{
    /// <summary>No step.</summary>
    Any,
    /// <summary>Sold.</summary>
    Sale,
    /// <summary>Used up in a service.</summary>
    Service,
    /// <summary>Held for a sale or a service; which, only the commit says.</summary>
    Hold,
    /// <summary>Bought.</summary>
    Purchase,
}

/// <summary>A quantity in the base unit, or the rule that refused it.</summary>
public readonly record struct BaseQuantity(decimal Value, Refusal? Refusal);

/// <summary>Turns quantities into the base unit. Exact: nothing is ever rounded.</summary>
public static class Units
{
    /// <summary>Reads a quantity; refuses with Validation for an unknown unit or a result out of bounds.</summary>
    /// <param name="unit">The base unit or a pack that is valid on the store's day; null for the base unit.</param>
    public static BaseQuantity ToBase(decimal quantity, string? unit, StockFacts facts, DateTimeOffset now)
    {
        var contains = 1m;
        if (unit is not null && unit != facts.Sku.Unit)
        {
            if (PackOf(unit, facts, now) is not { } pack) return new(0, Refusal.Invalid("unit", "unknown-unit"));
            contains = pack.Contains;
        }

        var value = Plain(quantity * contains);
        return Limits.SignedQuantityRule(value) is { } rule ? new(0, Refusal.Invalid("quantity", rule)) : new(value, null);
    }

    /// <summary>The refusal of a quantity in the base unit that is no multiple of its step or would break an unbreakable pack, or null.</summary>
    public static Refusal? StepRule(decimal quantity, QuantityUse use, StockFacts facts, DateTimeOffset now)
    {
        var sku = facts.Sku;
        var fits = use switch
        {
            QuantityUse.Sale => IsMultiple(quantity, sku.SaleStep),
            QuantityUse.Service => IsMultiple(quantity, sku.ServiceStep),
            QuantityUse.Hold => IsMultiple(quantity, sku.SaleStep) || (sku.ServiceStep is not null && IsMultiple(quantity, sku.ServiceStep)),
            QuantityUse.Purchase => IsMultiple(quantity, sku.PurchaseStep),
            _ => true,
        };
        if (!fits) return Step("must-be-multiple-of-step");
        if (use == QuantityUse.Purchase || sku.Packs is null) return null;
        var whole = sku.Packs.Where(pack => !pack.Breakable && IsValid(pack, facts, now)).Select(pack => (decimal?)pack.Contains).Min();
        return IsMultiple(quantity, whole) ? null : Step("pack-must-not-be-broken");
    }

    /// <summary>The step of a goods issue.</summary>
    public static QuantityUse UseOf(MovementKind use) => use == MovementKind.ServiceConsumption ? QuantityUse.Service : QuantityUse.Sale;

    private static Refusal Step(string rule) => new(RefusalKind.QuantityStep, Field: "quantity", Rule: rule);

    private static bool IsMultiple(decimal quantity, decimal? step) => step is not { } of || of <= 0 || quantity % of == 0;

    private static Pack? PackOf(string unit, StockFacts facts, DateTimeOffset now) =>
        facts.Sku.Packs?.FirstOrDefault(pack => pack.Unit == unit && IsValid(pack, facts, now));

    private static bool IsValid(Pack pack, StockFacts facts, DateTimeOffset now) =>
        pack.ValidFrom is not { } from || from <= ExpiryRules.DayAt(now, facts.Store.TimeZone);

    /// <summary>The same number without trailing zeros, so that 1.0 and 1 are written alike.</summary>
    private static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;
}
