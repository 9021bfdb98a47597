namespace BeautyGrains.Grains;

/// <summary>The rules of form of requests for purchase orders.</summary>
internal static class OrderForm
{
    /// <summary>The first rule that a draft breaks, or null.</summary>
    public static Refusal? Of(string id, DraftOrder ask)
    {
        if (!Limits.IsId(id)) return Refusal.Invalid("id", "must-be-an-id");
        if (!Limits.IsId(ask.Supplier)) return Refusal.Invalid("supplier", "must-be-an-id");
        if (ask.Contract is not null && !Limits.IsId(ask.Contract)) return Refusal.Invalid("contract", "must-be-an-id");
        if (ask.Note is { Length: > Limits.MaxText }) return Refusal.Invalid("note", "at-most-500-characters");
        return OrderLines.FormOf(ask.Lines);
    }

    /// <summary>The first rule that an amendment breaks, or null.</summary>
    public static Refusal? Of(AmendOrder ask)
    {
        if (!Limits.IsId(ask.Id)) return Refusal.Invalid("id", "must-be-an-id");
        if (string.IsNullOrWhiteSpace(ask.Reason)) return Refusal.Invalid("reason", "required");
        if (ask.Reason.Length > Limits.MaxText) return Refusal.Invalid("reason", "at-most-500-characters");
        return OrderLines.FormOf(ask.Lines);
    }
}

/// <summary>Purchase orders as callers see them.</summary>
public static class OrderViews
{
    /// <summary>The order as of a version.</summary>
    public static PurchaseOrderView Of(string id, Versioned<PurchaseOrder> order)
    {
        var state = order.State;
        return new(
            id, state.Supplier, state.State, state.Currency, [.. state.Lines.Select(line => Of(state, line))], state.Lines.Sum(line => line.Net), state.Lines.Sum(line => line.Tax),
            state.WantedOn, state.Contract, state.Note, state.Revision, state.Author, state.ApprovalsNeeded, state.ApprovedBy, state.Warnings, state.History, order.Version,
            [.. from delivery in state.Deliveries from refused in delivery.Refused ?? [] select new UnspentDelivery(delivery.Receipt, refused.Budget, refused.Refusal!.Kind)]);
    }

    private static OrderLineView Of(PurchaseOrder order, OrderLine line) => new(
        line.Line, line.Store, line.Sku, line.Quantity, line.UnitPrice, line.TaxRate, line.Net, line.Tax, line.ExpectedOn, order.ReceivedOf(line.Line), order.OpenOf(line),
        [.. line.Needs]);
}
