namespace BeautyGrains.Grains;

/// <summary>What a receipt needs to know before it is opened.</summary>
/// <param name="Order">Or why it is none.</param>
/// <param name="Stocks">What the catalogue says, by SKU.</param>
/// <param name="Documents">Kept documents that lots name, by id; null where there is none.</param>
internal sealed record ReceiptFacts(
    Answer<PurchaseOrderView> Order, SupplierView? Supplier, BuyingPolicy Policy, IReadOnlyDictionary<string, Answer<StockFacts>> Stocks, IReadOnlyDictionary<string, DocumentView?> Documents);

/// <summary>What may become of a receipt. What is not fit is never accepted: it is quarantined or rejected.</summary>
internal static class ReceiptRules
{
    /// <summary>Kept documents of one lot.</summary>
    public const int MaxDocuments = 20;

    /// <summary>The first rule of form that a request breaks, or null.</summary>
    public static Refusal? FormOf(string id, PutReceipt ask)
    {
        if (!Limits.IsId(id)) return Refusal.Invalid("id", "must-be-an-id");
        if (!Limits.IsId(ask.Order)) return Refusal.Invalid("order", "must-be-an-id");
        if (!Limits.IsId(ask.Store)) return Refusal.Invalid("store", "must-be-an-id");
        if (string.IsNullOrWhiteSpace(ask.Inspector) || ask.Inspector.Length > SkuRecordRules.MaxName) return Refusal.Invalid("inspector", "must-be-1-to-200-characters");
        if (ask.Note is { Length: > Limits.MaxText }) return Refusal.Invalid("note", "at-most-500-characters");
        if (ask.Lots is not { Count: > 0 }) return Refusal.Invalid("lots", "required");
        if (ask.Lots.Count > Limits.MaxLines) return Refusal.Invalid("lots", "at-most-1000-items");
        var seen = new HashSet<(int, string, string?)>();
        for (var i = 0; i < ask.Lots.Count; i++)
        {
            if (FormOf(ask.Lots[i]) is var (field, rule) && rule.Length > 0) return Refusal.Invalid($"lots[{i}].{field}", rule);
            if (!seen.Add((ask.Lots[i].Line, ask.Lots[i].Lot, ask.Lots[i].ExpiresOn?.Printed))) return Refusal.Invalid($"lots[{i}].lot", "must-be-unique");
        }
        return DocumentsOf(ask).Count() <= DocumentForm.MaxNamed ? null : Refusal.Invalid("lots", "at-most-100-documents");
    }

    /// <summary>Ids of all kept documents that the lots name.</summary>
    public static IEnumerable<string> DocumentsOf(PutReceipt ask) => ask.Lots.SelectMany(lot => lot.Documents ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static (string Field, string Rule) FormOf(InspectedLot lot)
    {
        if (!Limits.IsId(lot.Lot)) return ("lot", "must-be-an-id");
        if (Limits.QuantityRule(lot.Counted) is { } counted) return ("counted", counted);
        foreach (var (field, quantity) in new[] { ("accepted", lot.Accepted), ("rejected", lot.Rejected), ("quarantined", lot.Quarantined), ("sampled", lot.Sampled) })
        {
            if (quantity < 0) return (field, "must-not-be-negative");
            if (quantity != 0 && Limits.QuantityRule(quantity) is { } rule) return (field, rule);
        }
        if (lot.Accepted + lot.Rejected + lot.Quarantined != lot.Counted) return ("counted", "must-be-accepted-rejected-and-quarantined");
        if (lot.Sampled > lot.Counted) return ("sampled", "must-not-be-above-counted");
        if (lot.Rejected > 0 && string.IsNullOrWhiteSpace(lot.RejectReason)) return ("rejectReason", "required");
        if (lot.RejectReason is { Length: > Limits.MaxText }) return ("rejectReason", "at-most-500-characters");
        if (lot.ExpiresOn is { } expiry && ExpiryRules.RuleOf(expiry) is { } broken) return ("expiresOn", broken);
        if (lot.MadeOn is { Year: < ExpiryText.FirstYear or > ExpiryText.LastYear }) return ("madeOn", "must-be-between-1900-and-2200");
        if (Form.Scan(lot.Serial, lot.Code) is { } scan) return (scan.Field!, scan.Rule!);
        if (lot.Certificates is { Count: > 64 }) return ("certificates", "at-most-64-items");
        if (lot.Certificates is { } papers && papers.Any(paper => paper is not { Length: > 0 and <= 200 })) return ("certificates", "must-be-1-to-200-characters");
        if (lot.Documents is not { } documents) return ("", "");
        if (documents.Count > MaxDocuments) return ("documents", "at-most-20-items");
        if (documents.Any(document => !Limits.IsId(document))) return ("documents", "must-be-an-id");
        return documents.Distinct(StringComparer.Ordinal).Count() == documents.Count ? ("", "") : ("documents", "must-be-unique");
    }

    /// <summary>Guards in this order: a repeat or another request, the order, its store and lines, units, then lot by lot what was found and the exchange rate of the day.</summary>
    public static Decision<ReceiptEvent> Put(Receipt receipt, PutReceipt ask, ReceiptFacts? facts, DateTimeOffset now)
    {
        var hash = HashOf(ask);
        if (receipt.State is not null) return receipt.BodyHash == hash ? Decision<ReceiptEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (facts!.Order.Value is not { } order) return facts.Order.Refusal!;
        if (facts.Supplier is not { } supplier) return new Refusal(RefusalKind.UnknownSupplier);
        var lots = ImmutableArray.CreateBuilder<ReceiptLot>();
        for (var i = 0; i < ask.Lots.Count; i++)
        {
            var found = ask.Lots[i];
            if (order.Lines.FirstOrDefault(one => one.Line == found.Line) is not { } line) return Refusal.Invalid($"lots[{i}].line", "unknown-line");
            if (line.Store != ask.Store) return Refusal.Invalid($"lots[{i}].line", "is-for-another-store");
            if (facts.Stocks[line.Sku].Value is not { } stock) return facts.Stocks[line.Sku].Refusal!;
            if (found.Documents?.Any(document => facts.Documents[document] is null) == true) return Refusal.Invalid($"lots[{i}].documents", "unknown-document");
            var day = ExpiryRules.DayAt(now, stock.Store.TimeZone);
            if (FoundRule(found, stock, facts.Policy, day, now) is var (field, rule) && rule.Length > 0) return Refusal.Invalid($"lots[{i}].{field}", rule);
            if (ask.People is not null && stock.Controlled is not null && found.Accepted + found.Quarantined > 0 && NotByTwo(ask, found, i) is { } alone) return alone;
            if (facts.Policy.RateOf(order.Currency, day) is not { } rate) return new Refusal(RefusalKind.NoExchangeRate, State: order.Currency);
            var cost = new Money(decimal.Round(line.UnitPrice * rate, 6, MidpointRounding.ToEven), facts.Policy.Currency);
            lots.Add(new(i, found, line.Sku, line.UnitPrice, RecordOf(found, line.Sku, stock, supplier, ask.Inspector, day, facts.Documents), cost));
        }
        var controlled = lots.Any(lot => facts.Stocks[lot.Sku].Value!.Controlled is not null);
        return new ReceiptOpened(
            ask.Order, order.Supplier, ask.Store, order.Currency, lots.ToImmutable(), ask.Inspector, ask.Note, hash,
            controlled && ask.People is { First: { } first } people ? new(first with { Limits = [] }, people.Second with { Limits = [] }) : null);
    }

    // Two people take in what is fit, into a cabinet; of which class they must be the register knows.
    private static Refusal? NotByTwo(PutReceipt ask, InspectedLot found, int place) =>
        ControlledRules.TwoPeople(new("", ControlledStep.Receive, ask.People!.First, ask.People.Second, ask.By), ask.Store, null)
        ?? (found.Quarantined > 0 ? Refusal.Invalid($"lots[{place}].quarantined", "must-be-accepted-or-rejected")
            : found.Bin is null ? Refusal.Invalid($"lots[{place}].bin", "must-be-a-double-lock-cabinet")
            : null);

    /// <summary>Guards in this order: the receipt, its state, the lot, a repeat, what was rejected.</summary>
    public static Decision<ReceiptEvent> SendBack(Receipt receipt, SendBackRejected ask)
    {
        if (receipt.State is not { } state) return new Refusal(RefusalKind.UnknownReceipt);
        if (state != ReceiptState.Received) return Refusal.NotIn(state.ToString().ToLowerInvariant());
        if (ask.Place < 0 || ask.Place >= receipt.Lots.Length) return Refusal.Invalid("place", "unknown-lot-of-the-receipt");
        var claims = (receipt.SentBack ?? []).Where(one => one.Place == ask.Place).ToList();
        if ((claims.FirstOrDefault(one => one.Return == ask.Return)?.Quantity ?? 0) == ask.Quantity) return Decision<ReceiptEvent>.AlreadyDone;
        var left = receipt.Lots[ask.Place].Found.Rejected - claims.Where(one => one.Return != ask.Return).Sum(one => one.Quantity);
        return ask.Quantity > left ? Refusal.Insufficient(left) : new ReceiptRejectedSentBack(ask.Return, ask.Place, ask.Quantity);
    }

    /// <summary>What the order is told of: what comes in, line by line.</summary>
    /// <param name="taken">How much of a lot came in, or will.</param>
    public static EquatableList<DeliveredLine> DeliveredBy(Receipt receipt, Func<ReceiptLot, decimal> taken) =>
    [
        .. from lot in receipt.Lots
           group lot by lot.Found.Line into line
           orderby line.Key
           let made = line.Where(lot => lot.Found.Accepted + lot.Found.Quarantined > 0).Select(lot => lot.Found.MadeOn).ToList()
           let all = made.Count > 0 && made.All(day => day is not null)
           select new DeliveredLine(line.Key, line.Sum(taken), all ? made.Min() : null, all ? made.Max() : null),
    ];

    /// <summary>The refusal of a receipt that the order refused.</summary>
    public static Refusal RefusalOf(Receipt receipt) => receipt.Refusal!.ToRefusal() with
    {
        Lines = receipt.RefusedLines.IsDefaultOrEmpty ? default : [.. receipt.RefusedLines.Select(line => new LineRefusal(line.Sku, line.Refusal.ToRefusal(), line.Store, line.Id))],
    };

    // What keeps a lot from being accepted, and what the plan asks for.
    private static (string Field, string Rule) FoundRule(InspectedLot found, StockFacts stock, BuyingPolicy policy, DateOnly day, DateTimeOffset now)
    {
        if (found.MadeOn > day) return ("madeOn", "must-not-be-future");
        var comesIn = found.Accepted + found.Quarantined;
        var expiry = found.ExpiresOn ?? (found.MadeOn is { } made && stock.Sku.ShelfLifeMonths is { } months ? ExpiryRules.FromMadeOn(made, months) : null);
        if (comesIn > 0 && expiry is not null && ExpiryRules.FirstBadDay(expiry) <= day) return ("accepted", "expired");
        if (found.MadeOn is { } madeOn && expiry is not null && ExpiryRules.FirstBadDay(expiry) <= madeOn) return ("expiresOn", "must-not-be-before-made-on");
        foreach (var quantity in new[] { found.Accepted, found.Quarantined })
            if (quantity > 0 && Units.StepRule(quantity, QuantityUse.Purchase, stock, now) is { } step) return ("accepted", step.Rule!);
        if (StorageRanges.NeedsReadings(stock.Sku.Storage) && found.Celsius is null) return ("celsius", "required");
        if (found.Accepted == 0) return ("", "");
        if (!found.AppearanceOk) return ("accepted", "appearance-not-ok");
        if (!found.SpecificationOk) return ("accepted", "specification-not-ok");
        if (found.Celsius is { } celsius && StorageRanges.NeedsReadings(stock.Sku.Storage) && !StorageRanges.Default.Of(stock.Sku).Contains(celsius)) return ("accepted", "temperature-outside-range");
        if (policy.SamplingOf(stock.Sku.GoodsCategory, day) is not { } plan) return ("", "");
        if (found.Sampled < Math.Min(found.Counted, Math.Max(plan.Least, found.Counted * plan.Share))) return ("sampled", "below-sampling-plan");
        return plan.DocumentsNeeded && found.Certificates is not { Count: > 0 } && found.Documents is not { Count: > 0 } ? ("accepted", "certificates-missing") : ("", "");
    }

    private static ReceivingRecord RecordOf(InspectedLot found, string sku, StockFacts stock, SupplierView supplier, string inspector, DateOnly day, IReadOnlyDictionary<string, DocumentView?> documents) => new(
        sku, stock.Sku.NameZh ?? stock.Sku.Name, stock.Sku.Specification, stock.Sku.GoodsCategory, stock.Sku.Registration?.Number, stock.Sku.Registration?.Holder, found.Lot, found.MadeOn,
        found.ExpiresOn?.Printed, stock.Sku.Unit, found.Counted, found.Accepted, found.Rejected, found.Quarantined, day, supplier.Id, supplier.Record.NameZh ?? supplier.Record.Name,
        supplier.Record.Address, supplier.Record.Contact is null && supplier.Record.Phone is null ? null : $"{supplier.Record.Contact} {supplier.Record.Phone}".Trim(),
        supplier.Record.CreditCode, found.Certificates ?? [], inspector, ResultOf(found),
        found.Documents is not { Count: > 0 } named ? null : [.. named.Select(id => new NamedDocument(id, documents[id]!.Name, documents[id]!.Sha256))]);

    private static string ResultOf(InspectedLot found) =>
        found.Accepted == found.Counted ? "accepted" : found.Rejected == found.Counted ? "rejected" : found.Quarantined == found.Counted ? "quarantined" : "partly";

    private static string HashOf(PutReceipt ask)
    {
        var parts = new List<object?> { ask.Order, ask.Store, ask.Inspector, ask.Note };
        foreach (var lot in ask.Lots)
        {
            parts.AddRange(
            [
                lot.Line, lot.Lot, lot.ExpiresOn?.Printed, lot.ExpiresOn?.Kind, lot.MadeOn, lot.Counted, lot.Accepted, lot.Rejected, lot.Quarantined, lot.RejectReason, lot.AppearanceOk,
                lot.SpecificationOk, lot.Sampled, lot.Celsius, lot.Bin, lot.Gtin, lot.Certificates?.Count,
            ]);
            if (lot.Certificates is { } papers) parts.AddRange(papers);
            // What was not scanned is told apart as it was before anything could be.
            if ((lot.Serial ?? lot.Code) is not null) parts.AddRange([lot.Serial, lot.Code]);
            // Requests of before there were documents keep their hash.
            if (lot.Documents is { Count: > 0 } documents) parts.AddRange(["documents", .. documents]);
        }
        return BodyHash.Of([.. parts]);
    }
}
