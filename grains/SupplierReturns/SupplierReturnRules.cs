using System.Text.Json;

namespace BeautyGrains.Grains;

/// <summary>What a return needs to know before it is decided on.</summary>
/// <param name="Stocks">What the catalogue says, by SKU.</param>
/// <param name="Receipts">Those that rejected goods, by id.</param>
internal sealed record SupplierReturnFacts(
    bool SupplierIsKnown, IReadOnlyDictionary<string, Answer<StockFacts>> Stocks, IReadOnlyDictionary<string, Answer<ReceiptView>> Receipts);

/// <summary>What may become of a supplier return.</summary>
public static class SupplierReturnRules
{
    /// <summary>Lines of one return.</summary>
    public const int MaxLines = 200;

    /// <summary>The first rule of form that a request breaks, or null.</summary>
    internal static Refusal? FormOf(string id, PutSupplierReturn ask)
    {
        if (!Limits.IsId(id)) return Refusal.Invalid("id", "must-be-an-id");
        if (!Limits.IsId(ask.Supplier)) return Refusal.Invalid("supplier", "must-be-an-id");
        if (!Limits.IsId(ask.Store)) return Refusal.Invalid("store", "must-be-an-id");
        if (!Enum.IsDefined(ask.Cause)) return Refusal.Invalid("cause", "must-be-known");
        if (!Enum.IsDefined(ask.Wish)) return Refusal.Invalid("wish", "must-be-known");
        if (ask.Note is { Length: > Limits.MaxText }) return Refusal.Invalid("note", "at-most-500-characters");
        if (ask.Lines is not { Count: > 0 and <= MaxLines }) return Refusal.Invalid("lines", "must-be-1-to-200");
        var seen = new HashSet<(string, string?, string?, int?)>();
        for (var i = 0; i < ask.Lines.Count; i++)
        {
            var line = ask.Lines[i];
            if (!Limits.IsId(line.Sku)) return Refusal.Invalid($"lines[{i}].sku", "must-be-an-id");
            if (Limits.QuantityRule(line.Quantity) is { } rule) return Refusal.Invalid($"lines[{i}].quantity", rule);
            if ((line.Lot is null) == (line.Receipt is null)) return Refusal.Invalid($"lines[{i}].lot", "must-be-a-lot-or-a-receipt");
            if (line.Lot is not null && !Limits.IsId(line.Lot)) return Refusal.Invalid($"lines[{i}].lot", "must-be-an-id");
            if (line.Receipt is not null && !Limits.IsId(line.Receipt)) return Refusal.Invalid($"lines[{i}].receipt", "must-be-an-id");
            if ((line.Receipt is null) != (line.Place is null)) return Refusal.Invalid($"lines[{i}].place", "goes-with-a-receipt");
            if (!seen.Add((line.Sku, line.Lot, line.Receipt, line.Place))) return Refusal.Invalid($"lines[{i}].sku", "must-be-unique");
        }
        return null;
    }

    /// <summary>Guards in this order: a repeat or another request, the supplier, stores and SKUs, what receipts rejected.</summary>
    internal static Decision<SupplierReturnEvent> Put(SupplierReturn state, PutSupplierReturn ask, SupplierReturnFacts? facts)
    {
        var hash = HashOf(ask);
        if (state.Put is not null) return state.Put.BodyHash == hash ? Decision<SupplierReturnEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (!facts!.SupplierIsKnown) return new Refusal(RefusalKind.UnknownSupplier);
        for (var i = 0; i < ask.Lines.Count; i++)
        {
            var line = ask.Lines[i];
            if (facts.Stocks[line.Sku].Refusal is { } unknown) return unknown;
            if (line.Receipt is not { } id) continue;
            if (facts.Receipts[id].Value is not { } receipt) return facts.Receipts[id].Refusal!;
            if (receipt.Supplier != ask.Supplier || receipt.Store != ask.Store) return Refusal.Invalid($"lines[{i}].receipt", "is-of-another-supplier-or-store");
            if (receipt.State != ReceiptState.Received || line.Place < 0 || line.Place >= receipt.Lots.Length || receipt.Lots[line.Place!.Value].Record.Sku != line.Sku)
                return Refusal.Invalid($"lines[{i}].place", "unknown-lot-of-the-receipt");
            if (line.Quantity > receipt.Lots[line.Place.Value].Found.Rejected) return Refusal.Invalid($"lines[{i}].quantity", "more-than-was-rejected");
        }
        return new SupplierReturnPut(ask.Supplier, ask.Store, ask.Cause, ask.Wish, ask.Lines, ask.Note, hash);
    }

    /// <summary>Guards in this order: form, a repeat, the state, the day, the exchange rate.</summary>
    internal static Decision<SupplierReturnEvent> Credit(SupplierReturn state, CreditSupplierReturn ask, BuyingPolicy policy, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(ask.Number) || ask.Number.Length > Limits.MaxIdLength) return Refusal.Invalid("number", "must-be-1-to-64-characters");
        foreach (var (field, amount) in new[] { ("net", ask.Net), ("tax", ask.Tax) })
        {
            if (amount < 0) return Refusal.Invalid(field, "must-not-be-negative");
            if (amount > PersonRecordRules.MaxAmount) return Refusal.Invalid(field, "must-be-at-most-1000000000000");
            if (decimal.Truncate(amount) != amount) return Refusal.Invalid(field, "at-most-0-decimals");
        }
        if (ask.Net + ask.Tax == 0) return Refusal.Invalid("net", "must-not-be-zero");
        var currency = ask.Currency ?? policy.Currency;
        if (!SkuRecordRules.IsCurrency(currency)) return Refusal.Invalid("currency", "must-be-iso-4217");
        if (state.Credit is { } known && known with { Rate = 1 } == new SupplierCredit(ask.Number, ask.IssuedOn, ask.Net, ask.Tax, currency, 1)) return Decision<SupplierReturnEvent>.AlreadyDone;
        if (Allows(state, SupplierReturnLife.Credit) is { } not) return not;
        if (ask.IssuedOn > DateOnly.FromDateTime(now.UtcDateTime).AddDays(1)) return Refusal.Invalid("issuedOn", "must-not-be-future");
        if (policy.RateOf(currency, ask.IssuedOn) is not { } rate) return new Refusal(RefusalKind.NoExchangeRate, State: currency);
        return new SupplierReturnCreditAsked(new(ask.Number, ask.IssuedOn, ask.Net, ask.Tax, currency, rate));
    }

    /// <summary>Guards in this order: form, a repeat, the state, the receipt.</summary>
    internal static Decision<SupplierReturnEvent> Exchange(SupplierReturn state, ExchangeSupplierReturn ask, Answer<ReceiptView> receipt)
    {
        if (!Limits.IsId(ask.Receipt)) return Refusal.Invalid("receipt", "must-be-an-id");
        if (state.Receipt == ask.Receipt) return Decision<SupplierReturnEvent>.AlreadyDone;
        if (Allows(state, SupplierReturnLife.Exchange) is { } not) return not;
        if (receipt.Value is not { } came) return receipt.Refusal!;
        if (came.Supplier != state.Put!.Supplier || came.Store != state.Put.Store) return Refusal.Invalid("receipt", "is-of-another-supplier-or-store");
        return came.State == ReceiptState.Received ? new SupplierReturnExchanged(ask.Receipt) : Refusal.Invalid("receipt", "was-not-received");
    }

    /// <summary>Guards in this order: form, a repeat, the state.</summary>
    internal static Decision<SupplierReturnEvent> Decline(SupplierReturn state, DeclineSupplierReturn ask)
    {
        if (string.IsNullOrWhiteSpace(ask.Reason)) return Refusal.Invalid("reason", "required");
        if (ask.Reason.Length > Limits.MaxText) return Refusal.Invalid("reason", "at-most-500-characters");
        if (state.Reason == ask.Reason && state.GoodsBack == ask.GoodsBack) return Decision<SupplierReturnEvent>.AlreadyDone;
        return Allows(state, SupplierReturnLife.Decline) is { } not ? not : new SupplierReturnDeclined(ask.GoodsBack, ask.Reason);
    }

    /// <summary>The return as callers see it, once it was asked for.</summary>
    public static SupplierReturnView ViewOf(string id, Versioned<SupplierReturn> it)
    {
        var (state, put) = (it.State, it.State.Put!);
        var left = state.Sent.Where(one => one.Quantity > 0 && put.Lines[one.Place].Lot is not null).ToList();
        var currencies = left.Select(one => one.UnitCost?.Currency).Distinct().ToList();
        var worth = currencies is [{ } currency] ? new Money(decimal.Round(left.Sum(one => one.Quantity * one.UnitCost!.Amount), 0, MidpointRounding.AwayFromZero), currency) : null;
        return new(
            id, put.Supplier, put.Store, state.State!.Value, put.Cause, put.Wish, [.. put.Lines.Select((line, place) => Of(state, line, place))], worth, state.Credit, state.Receipt, state.Reason,
            state.GoodsBack, put.Note, state.Actor, state.At, it.Version);
    }

    private static SentBackLineView Of(SupplierReturn state, SentBackLine line, int place)
    {
        var (sent, back) = (state.Sent.FirstOrDefault(one => one.Place == place), state.Back.FirstOrDefault(one => one.Place == place));
        return new(place, line, sent?.Quantity ?? 0, sent?.UnitCost, back?.Quantity ?? 0, (back?.Refusal ?? sent?.Refusal)?.ToRefusal());
    }

    private static Refusal? Allows(SupplierReturn state, string verb) =>
        state.State is not { } known ? new(RefusalKind.UnknownSupplierReturn)
        : SupplierReturnLife.Table.Allows(known, verb) ? null
        : Refusal.NotIn(JsonNamingPolicy.KebabCaseLower.ConvertName(known.ToString()));

    private static string HashOf(PutSupplierReturn ask) => BodyHash.Of(
        [ask.Supplier, ask.Store, ask.Cause, ask.Wish, ask.Note, .. ask.Lines.SelectMany(line => new object?[] { line.Sku, line.Quantity, line.Lot, line.Receipt, line.Place })]);
}
