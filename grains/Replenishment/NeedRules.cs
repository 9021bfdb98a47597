namespace BeautyGrains.Grains;

/// <summary>What is missing, and where it should come from.</summary>
public sealed record Missing(EquatableList<SisterOffer> Transfers, decimal Buy, NeedReason Why)
{
    /// <summary>All of it.</summary>
    public decimal Quantity => Transfers.Sum(offer => offer.Quantity) + Buy;
}

/// <summary>When something is needed, and how much. From levels alone: the same facts give the same need, whatever came before.</summary>
public static class NeedRules
{
    /// <summary>
    /// Compares the position with the plan. The position is what is sellable and free, what comes from other stores and what is on order, less what other
    /// stores wait for by requisitions; what is reserved beyond what there is makes the free below 0, so that backorders are in it.
    /// </summary>
    /// <returns>Null when there is enough.</returns>
    public static NeedReason? WhyOf(ReplenishmentPlan plan, StockLevelChanged stock, IReadOnlyCollection<OrderOnTheWay> orders, IReadOnlyCollection<RequisitionRest> rests)
    {
        var (ordered, requisitioned) = (orders.Sum(order => order.Quantity), rests.Sum(rest => rest.Quantity));
        var position = stock.Available + stock.InTransitIn + ordered - requisitioned;
        var gap = plan.OrderUpTo - position;
        return position > plan.ReorderPoint || gap <= 0
            ? null
            : new(stock.OnHand, stock.Reserved, stock.Available, stock.InTransitIn, ordered, position, gap, plan, requisitioned == 0 ? null : requisitioned);
    }

    /// <summary>Sister stores give first, in the order in which they offer; the rest is bought in whole packs, at least the minimum.</summary>
    public static Missing Meet(NeedReason why, IReadOnlyCollection<SisterOffer> offers)
    {
        var (rest, transfers) = (why.Gap, ImmutableArray.CreateBuilder<SisterOffer>());
        foreach (var offer in offers)
        {
            // Parts of the smallest step cannot be sent.
            var quantity = Math.Min(offer.Quantity, Math.Ceiling(rest / Step(why.Plan)) * Step(why.Plan));
            if (rest <= 0 || quantity <= 0) continue;
            transfers.Add(offer with { Quantity = quantity });
            rest -= quantity;
        }
        return new([.. transfers], ToBuy(rest, why.Plan), why);
    }

    /// <summary>What is bought where so much is missing; 0 for nothing.</summary>
    public static decimal ToBuy(decimal missing, ReplenishmentPlan plan) => missing <= 0 ? 0
        : Math.Min(Math.Ceiling(Math.Max(missing, plan.MinimumQuantity) / plan.PackQuantity) * plan.PackQuantity, Limits.MaxQuantity);

    // A sister store gives single units also where the supplier sells packs.
    private static decimal Step(ReplenishmentPlan plan) => Math.Min(1, plan.PackQuantity);
}
