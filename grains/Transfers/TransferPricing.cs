namespace BeautyGrains.Grains;

/// <summary>What is looked up before shipping is decided.</summary>
/// <param name="Forbidden">Lines that the destination's licences no longer cover.</param>
/// <param name="Terms">Between stores of different legal entities: at what goods are sold. Else null.</param>
internal sealed record ShippingFacts(ImmutableArray<LineRefusal> Forbidden, TransferTerms? Terms);

/// <summary>At what goods go from one legal entity to another. Pure.</summary>
public static class TransferPricing
{
    /// <summary>Decimals of a unit price; what a cost and its share come to is rounded to them, half to even, here and nowhere else.</summary>
    public const int Decimals = 6;

    /// <summary>The terms of a SKU by the tables of a day: at cost where no row fits.</summary>
    public static TransferTerm TermOf(BuyingPolicy policy, DateOnly day, string sku, GoodsCategory category, EntityPair between)
    {
        var row = policy.TransferPriceOf(day, sku, category, between.From, between.To);
        return new(sku, row?.Markup ?? 0, row?.UnitPrice);
    }

    /// <summary>The prices of a line's lots.</summary>
    public static EquatableList<LotPrice>? Of(TransferTerms? terms, string sku, ImmutableArray<TravellingLot> lots) =>
        terms?.Lines.FirstOrDefault(line => line.Sku == sku) is { } term ? [.. lots.Select(lot => new LotPrice(lot.Lot, PriceOf(term, terms.Currency, lot)))] : null;

    private static Money? PriceOf(TransferTerm term, string currency, TravellingLot lot) =>
        lot.Owner is not null ? null
        : term.UnitPrice is { } unit ? new(unit, currency)
        : lot.UnitCost is { } cost ? cost with { Amount = decimal.Round(cost.Amount * (1 + term.Markup), Decimals, MidpointRounding.ToEven) } : null;
}

/// <summary>What one lot of a transfer between legal entities makes owed. It is sold as far as it arrived: what is lost on the way is the seller's.</summary>
/// <param name="Quantity">Received, in the base unit; above 0.</param>
/// <param name="UnitCost">At which it left the seller's stock; null where that was not known.</param>
/// <param name="Amount">Owed, in whole minor units of the price's currency, half to even.</param>
/// <param name="Cost">What it cost the seller, rounded so too; null where that is not known or in another currency.</param>
public sealed record EntitySale(string Sku, string Lot, decimal Quantity, Money? UnitCost, Money UnitPrice, decimal Amount, decimal? Cost)
{
    /// <summary>Amount less cost; null where the cost is not known.</summary>
    public decimal? Margin => Amount - Cost;

    /// <summary>The sales of a transfer once it is received; none within one legal entity.</summary>
    public static IEnumerable<EntitySale> Of(Transfer transfer) => transfer.Terms is null || transfer.Phase != TransferPhase.Received ? [] : Sold(transfer);

    private static IEnumerable<EntitySale> Sold(Transfer transfer) =>
        from item in transfer.Items
        from lot in item.Lots
        let price = item.PriceOf(lot.Lot)!
        let received = item.Arrivals.FirstOrDefault(arrival => arrival.Lot == lot.Lot)?.Received ?? 0
        where price is not null && received > 0
        select new EntitySale(item.Ask.Sku, lot.Lot, received, lot.UnitCost, price, Whole(received * price.Amount), lot.UnitCost is { } cost && cost.Currency == price.Currency ? Whole(received * cost.Amount) : null);

    private static decimal Whole(decimal amount) => decimal.Round(amount, 0, MidpointRounding.ToEven);
}
