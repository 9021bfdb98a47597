using Kind = BeautyGrains.Contracts.OrderWarningKind;

namespace BeautyGrains.Grains;

/// <summary>In what an order is outside the contract or the supplier's terms. Warnings stop nothing.</summary>
internal static class OrderWarningRules
{
    /// <summary>All of them: the order's own first, then line by line.</summary>
    /// <param name="wantedOn">The order's day, for lines without one of their own.</param>
    /// <param name="contract">The contract that the order names; null for whichever is in force.</param>
    public static ImmutableArray<OrderWarning> Of(ImmutableArray<OrderLine> lines, DateOnly? wantedOn, string? contract, SupplierView supplier, OrderFacts facts, DateTimeOffset now)
    {
        var day = ExpiryRules.DayAt(now, facts.Of(lines[0].Store, lines[0].Sku).Value!.Store.TimeZone);
        var candidates = facts.Contracts.Where(one => contract is null || one.Id == contract).ToList();
        var inForce = candidates.Where(one => one.IsInForce(day)).ToList();
        return
        [
            .. OfOrder(lines, supplier, day),
            .. candidates.Count > 0 && inForce.Count == 0 ? [new OrderWarning(Kind.NoContractInForce, Contract: contract)] : Enumerable.Empty<OrderWarning>(),
            .. inForce.SelectMany(one => OfContract(one, lines, supplier)),
            .. lines.SelectMany(line => OfTerms(line, wantedOn, supplier, day)),
            .. inForce.Count == 0 ? [] : lines.SelectMany(line => OfContractLine(line, wantedOn, inForce, day)),
        ];
    }

    private static IEnumerable<OrderWarning> OfOrder(ImmutableArray<OrderLine> lines, SupplierView supplier, DateOnly day)
    {
        var net = lines.Sum(line => line.Net);
        if (net < supplier.Record.MinimumOrder) yield return new(Kind.BelowMinimumOrder, Expected: supplier.Record.MinimumOrder, Found: net);
        if (supplier.NextOrderDay(day) != day) yield return new(Kind.NoOrderDay);
    }

    private static IEnumerable<OrderWarning> OfContract(ContractView contract, ImmutableArray<OrderLine> lines, SupplierView supplier)
    {
        var net = lines.Sum(line => line.Net);
        if (contract.Record.Currency != supplier.Record.Currency) yield return new(Kind.OtherCurrency, Contract: contract.Id);
        else if (net > contract.Record.MostValue) yield return new(Kind.AboveContractValue, Contract: contract.Id, Expected: contract.Record.MostValue, Found: net);
    }

    private static IEnumerable<OrderWarning> OfTerms(OrderLine line, DateOnly? wantedOn, SupplierView supplier, DateOnly day)
    {
        var soonest = day.AddDays(line.LeadTimeDays);
        if ((line.WantedOn ?? wantedOn) is { } wanted && wanted < soonest) yield return new(Kind.WantedTooSoon, line.Line, Expected: line.LeadTimeDays, Found: wanted.DayNumber - day.DayNumber);
        if (supplier.PriceOf(line.Sku, day) is not { } listed)
        {
            yield return new(Kind.NotInPriceList, line.Line);
            yield break;
        }
        if (line.UnitPrice != listed.UnitPrice) yield return new(Kind.OtherThanListPrice, line.Line, Expected: listed.UnitPrice, Found: line.UnitPrice);
        if (line.Quantity < listed.MinimumQuantity) yield return new(Kind.BelowMinimumQuantity, line.Line, Expected: listed.MinimumQuantity, Found: line.Quantity);
        if (listed.PackQuantity is { } pack && line.Quantity % pack != 0) yield return new(Kind.BrokenPack, line.Line, Expected: pack, Found: line.Quantity);
    }

    // Of several contracts the one with the best price for the line is meant.
    private static IEnumerable<OrderWarning> OfContractLine(OrderLine line, DateOnly? wantedOn, List<ContractView> inForce, DateOnly day)
    {
        var agreed = inForce.SelectMany(contract => (contract.Record.Prices ?? []).Where(price => price.Sku == line.Sku).Select(price => (Contract: contract, Price: price)))
            .OrderBy(one => one.Price.UnitPrice).ThenBy(one => one.Contract.Id, StringComparer.Ordinal).FirstOrDefault();
        if (agreed.Contract is not { } contract)
        {
            yield return new(Kind.NotInContract, line.Line);
            yield break;
        }
        if (line.UnitPrice > agreed.Price.UnitPrice) yield return new(Kind.AboveContractPrice, line.Line, contract.Id, agreed.Price.UnitPrice, line.UnitPrice);
        if (line.Quantity < agreed.Price.MinimumQuantity) yield return new(Kind.BelowContractQuantity, line.Line, contract.Id, agreed.Price.MinimumQuantity, line.Quantity);
        var days = line.ExpectedOn.DayNumber - day.DayNumber;
        if ((line.WantedOn ?? wantedOn) is null && days > contract.Record.LeadTimeDays) yield return new(Kind.LaterThanContract, line.Line, contract.Id, contract.Record.LeadTimeDays, days);
    }
}
