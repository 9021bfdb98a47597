namespace BeautyGrains.Grains;

/// <summary>The lines of purchase orders: their form, what the catalogue and the supplier add to them, and how they differ.</summary>
internal static class OrderLines
{
    private const int MaxLine = 100_000;
    private const int MaxNeeds = 1_000;

    /// <summary>The first rule of form that the lines break, or null.</summary>
    public static Refusal? FormOf(EquatableList<OrderLineAsk> lines)
    {
        if (lines is not { Count: > 0 }) return Refusal.Invalid("lines", "required");
        if (lines.Count > Limits.MaxLines) return Refusal.Invalid("lines", "at-most-1000-items");
        var seen = new HashSet<int>();
        for (var i = 0; i < lines.Count; i++)
            if (FormOf(lines[i], seen) is var (field, rule) && rule.Length > 0) return Refusal.Invalid($"lines[{i}].{field}", rule);
        return null;
    }

    private static (string Field, string Rule) FormOf(OrderLineAsk line, HashSet<int> seen)
    {
        if (line.Line is < 1 or > MaxLine) return ("line", "must-be-1-to-100000");
        if (!seen.Add(line.Line)) return ("line", "must-be-unique");
        if (!Limits.IsId(line.Store)) return ("store", "must-be-an-id");
        if (!Limits.IsId(line.Sku)) return ("sku", "must-be-an-id");
        if (Limits.QuantityRule(line.Quantity) is { } rule) return ("quantity", rule);
        if (line.UnitPrice is { } price && (price < 0 || price > SkuRecordRules.MaxPrice || decimal.Round(price, 4) != price)) return ("unitPrice", "must-be-0-to-1000000000000-with-4-decimals");
        if (line.TaxRate is { } rate && (rate < 0 || rate > 1 || decimal.Round(rate, 6) != rate)) return ("taxRate", "must-be-0-to-1-with-6-decimals");
        if (line.Needs is { Count: > MaxNeeds }) return ("needs", "at-most-1000-items");
        return line.Needs is { } needs && needs.Any(need => need is not { Length: > 0 and <= 200 }) ? ("needs", "must-be-1-to-200-characters") : ("", "");
    }

    /// <summary>Tells one request from another: every line as it was sent, in its order.</summary>
    public static string HashOf(EquatableList<OrderLineAsk> lines, params ReadOnlySpan<object?> rest)
    {
        var parts = new List<object?>();
        parts.AddRange(rest);
        foreach (var line in lines)
        {
            parts.AddRange([line.Line, line.Store, line.Sku, line.Quantity, line.UnitPrice, line.TaxRate, line.WantedOn, line.Needs?.Count]);
            if (line.Needs is { } needs) parts.AddRange(needs);
        }
        return BodyHash.Of([.. parts]);
    }

    /// <summary>The lines with what catalogue and supplier say of them, by number.</summary>
    /// <param name="before">Lines of the order so far: their prices stay where none is asked.</param>
    /// <param name="refusal">The first line whose quantity or price does not do; LinesRefused for stores and SKUs that are unknown; or null.</param>
    public static ImmutableArray<OrderLine> Read(
        EquatableList<OrderLineAsk> asks, ImmutableArray<OrderLine> before, DateOnly? wantedOn, OrderFacts facts, SupplierView supplier, DateTimeOffset now, out Refusal? refusal)
    {
        refusal = null;
        var unknown = asks.Where(line => facts.Of(line.Store, line.Sku).Refusal is not null)
            .Select(line => new LineRefusal(line.Sku, facts.Of(line.Store, line.Sku).Refusal!, line.Store, Text(line.Line))).ToImmutableArray();
        if (!unknown.IsEmpty)
        {
            refusal = new(RefusalKind.LinesRefused, Lines: unknown);
            return [];
        }
        var lines = ImmutableArray.CreateBuilder<OrderLine>();
        for (var i = 0; i < asks.Count; i++)
        {
            var stock = facts.Of(asks[i].Store, asks[i].Sku).Value!;
            if (Units.StepRule(asks[i].Quantity, QuantityUse.Purchase, stock, now) is { } step)
            {
                refusal = step with { Field = $"lines[{i}].quantity" };
                return [];
            }
            var old = before.FirstOrDefault(line => line.Line == asks[i].Line && line.Sku == asks[i].Sku);
            var listed = supplier.PriceOf(asks[i].Sku, ExpiryRules.DayAt(now, stock.Store.TimeZone));
            if ((asks[i].UnitPrice ?? old?.UnitPrice ?? listed?.UnitPrice) is not { } price)
            {
                refusal = Refusal.Invalid($"lines[{i}].unitPrice", "no-list-price");
                return [];
            }
            lines.Add(Line(asks[i], price, listed, wantedOn, stock, supplier, now));
        }
        return [.. lines.OrderBy(line => line.Line)];
    }

    /// <summary>The day on which goods that are ordered on a day should arrive: not before the lead time, however soon they are wanted.</summary>
    public static DateOnly ExpectedOn(DateOnly? wantedOn, DateOnly day, int leadTimeDays)
    {
        var soonest = day.AddDays(leadTimeDays);
        return wantedOn > soonest ? wantedOn.Value : soonest;
    }

    /// <summary>Once the supplier has the order nothing of it is raised, and nothing lowered below what was received: what is more is another order.</summary>
    public static Refusal? RaisedAfterSending(PurchaseOrder order, ImmutableArray<OrderLine> lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var old = order.Lines.FirstOrDefault(line => line.Line == lines[i].Line);
            if (old is null || old.Store != lines[i].Store || old.Sku != lines[i].Sku) return Refusal.Invalid($"lines[{i}].line", "must-not-be-added-after-sending");
            if (lines[i].Quantity > old.Quantity) return Refusal.Invalid($"lines[{i}].quantity", "must-not-be-raised-after-sending");
            if (lines[i].UnitPrice > old.UnitPrice) return Refusal.Invalid($"lines[{i}].unitPrice", "must-not-be-raised-after-sending");
            if (lines[i].Quantity < order.ReceivedOf(old.Line)) return Refusal.Invalid($"lines[{i}].quantity", "must-not-be-below-received");
        }
        return order.Lines.Any(line => lines.All(one => one.Line != line.Line) && order.ReceivedOf(line.Line) > 0)
            ? Refusal.Invalid("lines", "must-hold-what-was-received") : null;
    }

    /// <summary>The lines with the tolerances that were agreed when the order was sent.</summary>
    public static ImmutableArray<OrderLine> KeptAsSent(PurchaseOrder order, ImmutableArray<OrderLine> lines) =>
    [
        .. from line in lines
           let old = order.Lines.First(one => one.Line == line.Line)
           select line with { Over = old.Over, Under = old.Under, ExpectedOn = line.WantedOn == old.WantedOn ? old.ExpectedOn : line.ExpectedOn },
    ];

    /// <summary>How lines differ from those before, by number.</summary>
    public static EquatableList<LineChange> Changes(ImmutableArray<OrderLine> before, ImmutableArray<OrderLine> after)
    {
        var changes = from number in before.Concat(after).Select(line => line.Line).Distinct().Order()
                      let old = before.FirstOrDefault(line => line.Line == number)
                      let now = after.FirstOrDefault(line => line.Line == number)
                      where old is null || now is null || !IsSame(old, now)
                      select new LineChange(number, (now ?? old)!.Store, (now ?? old)!.Sku, old?.Quantity, now?.Quantity, old?.UnitPrice, now?.UnitPrice, old?.WantedOn, now?.WantedOn);
        return [.. changes];
    }

    private static bool IsSame(OrderLine old, OrderLine now) => old.Store == now.Store && old.Sku == now.Sku && old.Quantity == now.Quantity
        && old.UnitPrice == now.UnitPrice && old.TaxRate == now.TaxRate && old.WantedOn == now.WantedOn && old.Needs == now.Needs;

    private static OrderLine Line(OrderLineAsk ask, decimal price, SupplierPrice? listed, DateOnly? wantedOn, StockFacts stock, SupplierView supplier, DateTimeOffset now)
    {
        var day = ExpiryRules.DayAt(now, stock.Store.TimeZone);
        var leadTime = supplier.LeadTimeDaysOf(listed);
        return new(
            ask.Line, ask.Store, ask.Sku, ask.Quantity, price, ask.TaxRate ?? TaxRateOf(stock, day), ask.WantedOn,
            ExpectedOn(ask.WantedOn ?? wantedOn, day, leadTime), leadTime, stock.Sku.GoodsCategory, stock.Sku.Category, ask.Needs ?? []);
    }

    // The store's newest rate of the class that counts on that day; goods without a class carry no tax.
    private static decimal TaxRateOf(StockFacts stock, DateOnly day) => (stock.Store.TaxRates ?? [])
        .Where(rate => rate.TaxClass == stock.Sku.TaxClass && rate.ValidFrom <= day).MaxBy(rate => rate.ValidFrom)?.Rate ?? 0;

    private static string Text(int line) => line.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
