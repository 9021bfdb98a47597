namespace BeautyGrains.Grains;

/// <summary>Who may deal in what: the supplier's qualifications, the product's registration, the store's licences. Each answers with a refusal or null.</summary>
public static class StandingRules
{
    /// <summary>Everything that stands against goods of a supplier for a store on a day, in this order: supplier, product, store.</summary>
    /// <param name="madeOn">First and last day on which the goods were made, where they have arrived and tell it.</param>
    public static IEnumerable<Refusal> Against(SupplierView supplier, string sku, string store, StockFacts facts, BuyingPolicy policy, DateOnly day, (DateOnly First, DateOnly Last)? madeOn = null)
    {
        foreach (var refusal in OfSupplier(supplier, facts.Sku.GoodsCategory, policy, day)) yield return refusal;
        if (OfProduct(sku, facts.Sku, policy, day, madeOn) is { } product) yield return product;
        if (OfStore(store, facts.Store, facts.Sku.GoodsCategory, policy, day) is { } licence) yield return licence;
    }

    /// <summary>Mandatory qualifications that the supplier does not have on that day, each kind once.</summary>
    public static IEnumerable<Refusal> OfSupplier(SupplierView supplier, GoodsCategory category, BuyingPolicy policy, DateOnly day)
    {
        var kinds = policy.Qualifications.Where(duty => duty.Category == category && DatedRows.Counts(day, duty.ValidFrom, duty.ValidThrough)).Select(duty => duty.Kind);
        foreach (var kind in kinds.Distinct(StringComparer.Ordinal))
        {
            var papers = (supplier.Record.Qualifications ?? []).Where(paper => paper.Kind == kind && (paper.Categories is null || paper.Categories.Contains(category)));
            if (WhatIsWrong(papers.Select(paper => (paper.ValidFrom, paper.ValidThrough)), day) is { } state)
                yield return new(RefusalKind.SupplierNotQualified, Rule: kind, State: state);
        }
    }

    /// <summary>The product's registration, where its category needs one. What has arrived may have been made while it was valid.</summary>
    public static Refusal? OfProduct(string sku, SkuRecord product, BuyingPolicy policy, DateOnly day, (DateOnly First, DateOnly Last)? madeOn = null)
    {
        var duty = policy.Registrations.Where(duty => duty.Category == product.GoodsCategory && DatedRows.Counts(day, duty.ValidFrom, duty.ValidThrough))
            .MaxBy(duty => duty.ValidFrom ?? DateOnly.MinValue);
        if (duty is null) return null;
        if (product.Registration is not { } registration) return Not("missing");
        if (registration.CancelledOn <= day) return Not("cancelled");
        if (registration.ValidFrom > day) return Not("not-yet-valid");
        if (!(registration.ValidThrough < day)) return null;
        var wasMadeInTime = madeOn is { } made && !(registration.ValidFrom > made.First) && made.Last <= registration.ValidThrough;
        return duty.MadeWhileValid && wasMadeInTime ? null : Not("expired");

        Refusal Not(string state) => new(RefusalKind.ProductNotRegistered, Sku: sku, State: state);
    }

    /// <summary>The store's licence, where the category needs one in stores of its type.</summary>
    /// <param name="fromOthers">The goods come from a store of another legal entity, which may need one where others do not.</param>
    public static Refusal? OfStore(string store, StoreRecord record, GoodsCategory category, BuyingPolicy policy, DateOnly day, bool fromOthers = false)
    {
        var isNeeded = policy.StoreLicences.Any(duty =>
            duty.Category == category && (fromOthers || duty.BetweenEntities is not true) && (duty.StoreType is null || duty.StoreType == record.Type) && DatedRows.Counts(day, duty.ValidFrom, duty.ValidThrough));
        if (!isNeeded) return null;
        var licences = (record.Licences ?? []).Where(licence => licence.Scope.Contains(category));
        return WhatIsWrong(licences.Select(licence => (licence.ValidFrom, licence.ValidThrough)), day) is { } state
            ? new(RefusalKind.StoreNotLicensed, Store: store, State: state)
            : null;
    }

    // One that is good is enough; of those that are not, the one that was good tells most.
    private static string? WhatIsWrong(IEnumerable<(DateOnly? From, DateOnly? Through)> papers, DateOnly day)
    {
        var state = "missing";
        foreach (var (from, through) in papers)
        {
            if (DatedRows.Counts(day, from, through)) return null;
            if (through < day) state = "expired";
            else if (state == "missing") state = "not-yet-valid";
        }
        return state;
    }
}
