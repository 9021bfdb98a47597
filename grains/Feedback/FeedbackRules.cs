namespace BeautyGrains.Grains;

/// <summary>What a case needs to know of others; looked up before deciding.</summary>
/// <param name="Against">Why there is no such store, SKU or document, or null.</param>
/// <param name="Zone">The store's time zone.</param>
/// <param name="Categories">Of the SKUs that are named or found, as far as they are known.</param>
public sealed record FeedbackFacts(FeedbackPolicy Policy, Refusal? Against, string Zone, IReadOnlyDictionary<string, GoodsCategory> Categories);

/// <summary>What may become of a case of feedback.</summary>
public static class FeedbackRules
{
    /// <summary>Documents of a case.</summary>
    public const int MostDocuments = 50;

    /// <summary>Lots of a case.</summary>
    public const int MostLots = 50;

    private const int MaxPerson = 200;
    private const int MaxNumber = 64;
    private const int MostReports = 100;

    /// <summary>Guards in this order: form; the id was used before; store, SKU and documents.</summary>
    public static Decision<FeedbackEvent> Put(FeedbackCase state, string id, PutFeedback ask, FeedbackFacts? facts, DateTimeOffset now)
    {
        if (FormOf(id, ask, now) is { } malformed) return malformed;
        var hash = HashOf(ask);
        if (state.State is not null) return state.BodyHash == hash ? Decision<FeedbackEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (facts!.Against is { } against) return against;
        var known = ask.KnownAt ?? now;
        var lots = LotsOf(ask, facts);
        var duty = FeedbackTables.DutyOf(facts.Policy, ask.Kind, ask.Severity, ask.Widespread, CategoriesOf(ask.Tie.Sku, lots, facts), known, facts.Zone);
        return new FeedbackReceived(
            ask.Store, ask.Kind, ask.Severity, ask.Widespread, ask.Step, ask.Tie, ask.Description, ask.HappenedAt, known, ask.ReportedBy, ask.Documents, lots, duty, hash);
    }

    /// <summary>Guards in this order: form; the case; its state; SKU and documents; that it changes anything.</summary>
    public static Decision<FeedbackEvent> Amend(FeedbackCase state, AmendFeedback ask, FeedbackFacts? facts)
    {
        if (FormOf(ask) is { } malformed) return malformed;
        if (state.State is not { } at) return new Refusal(RefusalKind.UnknownFeedback);
        if (at == FeedbackState.Closed) return Refusal.NotIn("closed");
        if (facts!.Against is { } against) return against;
        EquatableList<FeedbackLot> lots = ask.LotNo is null ? state.Lots
            : [.. state.Lots.Where(lot => lot.Named && (lot.Sku, lot.LotNo) != (ask.Sku, ask.LotNo)), new(ask.Sku!, ask.LotNo, true, facts.Categories.GetValueOrDefault(ask.Sku!))];
        EquatableList<string> documents = [.. state.Documents.Union(ask.Documents, StringComparer.Ordinal)];
        if (lots.Count > MostLots) return Refusal.Invalid("lotNo", "at-most-50-lots");
        if (documents.Count > MostDocuments) return Refusal.Invalid("documents", "at-most-50-items");
        var (severity, widespread) = (ask.Severity ?? state.Severity, ask.Widespread ?? state.Widespread);
        var sort = severity is null ? state.Kind : FeedbackSort.AdverseReaction;
        var duty = Heavier(state.Duty, FeedbackTables.DutyOf(facts.Policy, sort, severity, widespread, CategoriesOf(state.Tie.Sku, lots, facts), state.KnownAt, facts.Zone));
        var amended = new FeedbackAmended(sort, severity, widespread, ask.Step ?? state.Step, documents, lots, duty, ask.Reason);
        return amended with { Reason = "" } == new FeedbackAmended(state.Kind, state.Severity, state.Widespread, state.Step, state.Documents, state.Lots, state.Duty, "")
            ? Decision<FeedbackEvent>.AlreadyDone : amended;
    }

    /// <summary>Guards in this order: form; the case; a repeat; its state; with Close that the authority was told, then the second person; the document.</summary>
    public static Decision<FeedbackEvent> Move(FeedbackCase state, MoveFeedback ask, Refusal? document)
    {
        if (FormOf(ask) is { } malformed) return malformed;
        if (state.State is not { } at) return new Refusal(RefusalKind.UnknownFeedback);
        if (IsDone(state, ask)) return Decision<FeedbackEvent>.AlreadyDone;
        if (!FeedbackLife.Table.Allows(at, FeedbackLife.VerbOf(ask.Move))) return Refusal.NotIn(at.ToString().ToLowerInvariant());
        if (ask.Move == FeedbackMove.Close)
        {
            if (state.Duty is { Met: false }) return new Refusal(RefusalKind.FeedbackNotReported);
            if (IsSevere(state) && ask.NeedsSecond && FourEyes.Refuses(ask.Second, ApprovalKind.FeedbackClosure, null, [state.Store], ask.By.Actor, state.Actor) is { } refused) return refused;
        }
        if (document is not null) return document;
        if (ask.Move == FeedbackMove.Report && state.Reports.Count >= MostReports) return Refusal.Invalid("number", "at-most-100-reports");
        return new FeedbackMoved(ask.Move, ask.Note, ask.Number, ask.Document, ask.Move == FeedbackMove.Close ? ask.Second?.Actor : null);
    }

    private static bool IsSevere(FeedbackCase it) => it.Severity is FeedbackSeverity.Severe or FeedbackSeverity.Death || it.Widespread;

    // What is due sooner than what was told is told anew; a clock once running neither stops nor becomes slower.
    private static FeedbackDuty? Heavier(FeedbackDuty? had, FeedbackDuty? has) => had is null || has?.DueAt < had.DueAt ? has : had;

    private static bool IsDone(FeedbackCase state, MoveFeedback ask) => ask.Move switch
    {
        FeedbackMove.Investigate => state.State == FeedbackState.Investigating,
        FeedbackMove.Report => state.Reports.Any(one => one.Number == ask.Number && one.Note == ask.Note && one.Document == ask.Document),
        FeedbackMove.Confirm => state.State == FeedbackState.Confirmed && state.Findings == ask.Note,
        FeedbackMove.Reject => state.State == FeedbackState.Rejected && state.Findings == ask.Note,
        FeedbackMove.Close => state.State == FeedbackState.Closed && state.Action == ask.Note,
        _ => state.State == FeedbackState.Investigating && state.ReopenedFor == ask.Note,
    };

    private static EquatableList<FeedbackLot> LotsOf(PutFeedback ask, FeedbackFacts facts)
    {
        var named = ask.Tie.LotNo is { } number ? new[] { new FeedbackLot(ask.Tie.Sku!, number, true) } : [];
        return
        [
            .. named.Concat(ask.Found.Select(lot => lot with { Named = false })).DistinctBy(lot => (lot.Sku, lot.LotNo)).Take(MostLots)
                .Select(lot => lot with { Category = facts.Categories.GetValueOrDefault(lot.Sku) }),
        ];
    }

    private static IEnumerable<GoodsCategory> CategoriesOf(string? sku, EquatableList<FeedbackLot> lots, FeedbackFacts facts) =>
        lots.Select(lot => lot.Category).Concat(sku is not null && facts.Categories.TryGetValue(sku, out var category) ? [category] : []);

    private static Refusal? FormOf(string id, PutFeedback ask, DateTimeOffset now) => Form.First(
        Code(id, "id"), Code(ask.Store, "store"), Form.Known(ask.Kind, "kind"), ask.Severity is { } severity ? Form.Known(severity, "severity") : null, Form.Known(ask.Step, "step"),
        (ask.Kind == FeedbackSort.AdverseReaction) == (ask.Severity is null) ? Refusal.Invalid("severity", ask.Severity is null ? "required" : "only-with-adverse-reaction") : null,
        TieForm(ask.Tie), Form.Needed(ask.Description, "description"),
        ask.KnownAt > now ? Refusal.Invalid("knownAt", "must-not-be-in-the-future") : null,
        ask.HappenedAt > (ask.KnownAt ?? now) ? Refusal.Invalid("happenedAt", "must-not-be-after-known-at") : null,
        Short(ask.ReportedBy, "reportedBy", MaxPerson), DocumentForm(ask.Documents),
        ask.Found.Count > MostLots ? Refusal.Invalid("found", "at-most-50-items") : null);

    private static Refusal? TieForm(FeedbackTie tie) => Form.First(
        Form.Client(tie.Client), tie.Sku is null ? null : Code(tie.Sku, "sku"), tie.LotNo is null ? null : Code(tie.LotNo, "lotNo"), Short(tie.Serial, "serial", Limits.MaxSerial), tie.Container is null ? null : Code(tie.Container, "container"),
        Short(tie.Sale, "sale", MaxNumber), Short(tie.Document, "document", MaxPerson), Short(tie.Service, "service", MaxNumber),
        tie.Sku is null && (tie.LotNo ?? tie.Serial ?? tie.Container ?? tie.Sale) is not null ? Refusal.Invalid("sku", "required") : null,
        (tie.Client ?? tie.Sku ?? tie.Document ?? tie.Service) is null ? Refusal.Invalid("client", "client-sku-document-or-service") : null);

    private static Refusal? FormOf(AmendFeedback ask) => Form.First(
        ask.Severity is { } severity ? Form.Known(severity, "severity") : null, ask.Step is { } step ? Form.Known(step, "step") : null,
        ask.Sku is null ? null : Code(ask.Sku, "sku"), ask.LotNo is null ? null : Code(ask.LotNo, "lotNo"), (ask.Sku is null) == (ask.LotNo is null) ? null : Refusal.Invalid(ask.Sku is null ? "sku" : "lotNo", "required"),
        DocumentForm(ask.Documents), Form.Needed(ask.Reason, "reason"));

    private static Refusal? FormOf(MoveFeedback ask) => Form.First(
        Form.Known(ask.Move, "move"),
        ask.Move is FeedbackMove.Investigate or FeedbackMove.Report ? Form.Optional(ask.Note, "note") : Form.Needed(ask.Note, "note"),
        ask.Move == FeedbackMove.Report ? ask.Number is null ? Refusal.Invalid("number", "required") : Short(ask.Number, "number", MaxNumber) : null,
        ask.Document is null ? null : Code(ask.Document, "document"));

    private static Refusal? DocumentForm(EquatableList<string> documents)
    {
        if (documents.Count > MostDocuments) return Refusal.Invalid("documents", "at-most-50-items");
        for (var i = 0; i < documents.Count; i++)
            if (!Limits.IsId(documents[i])) return Refusal.Invalid(FormattableString.Invariant($"documents[{i}]"), "must-be-an-id");
        return documents.Distinct(StringComparer.Ordinal).Count() == documents.Count ? null : Refusal.Invalid("documents", "must-be-unique");
    }

    private static Refusal? Code(string? text, string field) => Limits.IsId(text) ? null : Refusal.Invalid(field, "must-be-an-id");

    private static Refusal? Short(string? text, string field, int most) =>
        text is null ? null : string.IsNullOrWhiteSpace(text) ? Refusal.Invalid(field, "required") : text.Length > most ? Refusal.Invalid(field, FormattableString.Invariant($"at-most-{most}-characters")) : null;

    // What the trace leads to is no word of the caller's: it may find more when asked again.
    private static string HashOf(PutFeedback ask) => BodyHash.Of(
    [
        ask.Store, ask.Kind, ask.Severity, ask.Widespread, ask.Step, ask.Tie.Client, ask.Tie.Sku, ask.Tie.LotNo, ask.Tie.Serial, ask.Tie.Container, ask.Tie.Sale, ask.Tie.Document, ask.Tie.Service, ask.Description,
        ask.HappenedAt, ask.KnownAt, ask.ReportedBy, .. ask.Documents,
    ]);
}
