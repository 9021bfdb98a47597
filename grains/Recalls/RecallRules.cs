namespace BeautyGrains.Grains;

/// <summary>What a recall needs to know before it begins.</summary>
/// <param name="Sku">Null where there is no such product.</param>
internal sealed record RecallFacts(SkuRecord? Sku, RecallPolicy Policy, Refusal? Document);

/// <summary>What a recall needs to know before it ends.</summary>
/// <param name="IsUpToDate">All ledgers are read.</param>
internal sealed record RecallEndFacts(bool IsUpToDate, decimal OnHand, decimal InTransit, int Containers = 0);

/// <summary>What may become of a recall.</summary>
internal static class RecallRules
{
    /// <summary>The first rule of form that a request breaks, or null.</summary>
    public static Refusal? FormOf(string id, PutRecall ask) => Form.First(
        Limits.IsId(id) ? null : Refusal.Invalid("id", "must-be-an-id"),
        Limits.IsId(ask.Sku) ? null : Refusal.Invalid("sku", "must-be-an-id"),
        ask.LotNos.Distinct(StringComparer.Ordinal).Count() == ask.LotNos.Count ? null : Refusal.Invalid("lots", "must-be-unique"),
        Form.Known(ask.Class, "class"),
        ask.Document is null || Limits.IsId(ask.Document) ? null : Refusal.Invalid("document", "must-be-an-id"),
        StockRules.RecallForm(ToStocks(id, ask.LotNos, ask.Serials, ask.Reason, ask.By)));

    /// <summary>What stocks and the product's list are asked.</summary>
    public static RecallLots ToStocks(string id, IEnumerable<string> lotNos, SerialRange? serials, string reason, Caller by) =>
        new(id, [.. lotNos.Order(StringComparer.Ordinal)], serials, reason, by);

    /// <summary>Guards in this order: a repeat or another request, the product, the document.</summary>
    public static Decision<RecallEvent> Put(Recall recall, PutRecall ask, RecallFacts? facts, DateTimeOffset now)
    {
        var hash = BodyHash.Of([ask.Sku, ask.Serials?.From, ask.Serials?.Through, ask.Class, ask.Reason, ask.Document, .. ask.LotNos.Order(StringComparer.Ordinal)]);
        if (recall.Begun is { } begun) return begun.BodyHash == hash ? Decision<RecallEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (facts!.Sku is not { } sku) return new Refusal(RefusalKind.UnknownSku, Sku: ask.Sku);
        if (facts.Document is { } none) return none;
        var duty = facts.Policy.Of(ask.Class, sku.GoodsCategory, DateOnly.FromDateTime(now.UtcDateTime));
        return new RecallBegun(ask.Sku, [.. ask.LotNos.Order(StringComparer.Ordinal)], ask.Serials, ask.Class, ask.Reason, ask.Document, duty, hash);
    }

    /// <summary>Records a step through the stores; what came of it twice counts once.</summary>
    /// <param name="after">The store that the step began after.</param>
    /// <param name="at">Which goods or product it was about, as <see cref="Recall.At"/> tells.</param>
    public static Decision<RecallEvent> Record(Recall recall, RecallState state, string after, RecallEvent outcome, int at = 0) =>
        recall.State == state && recall.After == after && recall.At == at ? outcome : Decision<RecallEvent>.AlreadyDone;

    /// <summary>
    /// Whether a lot that a repack made has goods in it that this recall has blocked in a stock. A unit that only lay with them in a kit and bears its own
    /// number again was not made of them, unless the recall was begun for the kit itself.
    /// </summary>
    public static bool IsMadeOf(Recall recall, RecalledStock stock, ChildLot child)
    {
        var from = stock.Lots.Where(lot => child.Parents.Any(parent => parent.Sku == stock.Sku && parent.Lot == lot.Lot)).ToList();
        if (child.LotNo is null || child.Store != stock.Store || from.Count == 0) return false;
        if (child.Inside is not [var own] || recall.NumbersOf(child.Sku).Any(number => own == number || own.StartsWith(number + "~", StringComparison.Ordinal))) return true;
        return stock.Sku == recall.Begun!.Sku && from.Exists(lot => recall.Begun.LotNos.Contains(lot.LotNo, StringComparer.Ordinal));
    }

    /// <summary>Records what ledgers say; parts that others have read meanwhile are left out.</summary>
    public static Decision<RecallEvent> Read(Recall recall, ImmutableArray<LedgerPart> parts)
    {
        ImmutableArray<LedgerPart> fresh = [.. parts.Where(part => recall.LedgerOf(part.Ledger).Through <= part.From)];
        return fresh.IsEmpty || recall.State is null ? Decision<RecallEvent>.AlreadyDone : new RecallLedgersRead(fresh);
    }

    /// <summary>How far a task is: while the recall is open. The same again changes nothing.</summary>
    public static Decision<RecallEvent> SetTask(Recall recall, SetRecallTask ask)
    {
        if (Form.First(
            Form.Known(ask.Task, "task"), ask.State is RecallTaskState.Taken or RecallTaskState.Done or RecallTaskState.Unreachable ? null : Refusal.Invalid("state", "must-be-taken-done-or-unreachable"),
            ask.State == RecallTaskState.Unreachable ? Form.Needed(ask.Note, "note") : Form.Optional(ask.Note, "note")) is { } malformed) return malformed;
        if (recall.State is null) return new Refusal(RefusalKind.UnknownRecall);
        if (ask.Client is null || !recall.Clients.TryGetValue(ask.Client, out var client)) return new Refusal(RefusalKind.UnknownRecallClient);
        var task = ask.Task == RecallTask.Notify ? client.Notify : client.Recover;
        if (task.State == ask.State && task.Note == ask.Note) return Decision<RecallEvent>.AlreadyDone;
        return recall.State == RecallState.Open ? new RecallTaskSet(ask.Client, ask.Task, ask.State, ask.Note) : NotIn(recall);
    }

    /// <summary>A report: while the recall is open, or goes through the stores yet.</summary>
    public static Decision<RecallEvent> Report(Recall recall, ReportRecall ask, Refusal? document)
    {
        if (Form.First(Form.Needed(ask.Note, "note"), ask.Document is null || Limits.IsId(ask.Document) ? null : Refusal.Invalid("document", "must-be-an-id")) is { } malformed) return malformed;
        if (recall.State is null) return new Refusal(RefusalKind.UnknownRecall);
        if (recall.State is not (RecallState.Freezing or RecallState.Open)) return NotIn(recall);
        return document is { } none ? none : new RecallReported(ask.Note, ask.Document);
    }

    /// <summary>
    /// Ends it. Guards in this order: form, a repeat, the state, what is left untold (ledgers, clients, stock, goods between stores), the second person, who
    /// has neither begun it nor asks.
    /// </summary>
    public static Decision<RecallEvent> Close(Recall recall, EndRecall ask, RecallEndFacts facts)
    {
        if (Form.Needed(ask.Conclusion, "conclusion") is { } malformed) return malformed;
        if (recall.State is not { } state) return new Refusal(RefusalKind.UnknownRecall);
        if (state == RecallState.Closed && recall.Conclusion == ask.Conclusion) return Decision<RecallEvent>.AlreadyDone;
        if (!RecallLife.Table.Allows(state, RecallLife.Close)) return NotIn(recall);
        if (!facts.IsUpToDate) return NotDone("ledgers", null);
        if (recall.OpenTasks > 0) return NotDone("clients", recall.OpenTasks);
        if (facts.OnHand != 0) return NotDone("stock", facts.OnHand);
        if (facts.Containers != 0) return NotDone("containers", facts.Containers);
        if (facts.InTransit != 0) return NotDone("in-transit", facts.InTransit);
        return Refused(recall, ask) is { } refused ? refused : new RecallClosed(ask.Conclusion, ask.Second?.Actor, RecallViews.Tally(recall));
    }

    /// <summary>Takes it back. Guards in this order: form, a repeat, the state, the second person.</summary>
    public static Decision<RecallEvent> Lift(Recall recall, EndRecall ask)
    {
        if (Form.Needed(ask.Conclusion, "conclusion") is { } malformed) return malformed;
        if (recall.State is not { } state) return new Refusal(RefusalKind.UnknownRecall);
        if (state is RecallState.Lifting or RecallState.Lifted && recall.Conclusion == ask.Conclusion) return Decision<RecallEvent>.AlreadyDone;
        if (!RecallLife.Table.Allows(state, RecallLife.Lift)) return NotIn(recall);
        return Refused(recall, ask) is { } refused ? refused : new RecallLiftAsked(ask.Conclusion, ask.Second?.Actor);
    }

    private static Refusal? Refused(Recall recall, EndRecall ask) =>
        ask.NeedsSecond ? FourEyes.Refuses(ask.Second, ApprovalKind.RecallClosure, null, [], ask.By.Actor, recall.BegunBy) : null;

    private static Refusal NotDone(string what, decimal? howMuch) => new(RefusalKind.RecallNotDone, Available: howMuch, State: what);

    private static Refusal NotIn(Recall recall) => Refusal.NotIn(recall.State!.Value.ToString().ToLowerInvariant());
}
