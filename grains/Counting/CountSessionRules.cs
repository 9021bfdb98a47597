using State = BeautyGrains.Contracts.CountState;

namespace BeautyGrains.Grains;

/// <summary>What the tables of control say on a session's day.</summary>
internal sealed record CountPolicy(ControlPolicy Policy, DateOnly Day);

/// <summary>What may become of a count session. Rules are asked only while the session waits for nobody.</summary>
internal static class CountSessionRules
{
    /// <summary>The most lines of a refusal that are told.</summary>
    private const int MostTold = 1_000;

    /// <summary>The first rule of form that an opening breaks, or null.</summary>
    public static Refusal? FormOf(string id, OpenCountSession ask)
    {
        if (!Limits.IsId(id)) return Refusal.Invalid("id", "must-be-an-id");
        if (!Limits.IsId(ask.Store)) return Refusal.Invalid("store", "must-be-an-id");
        if (ask.Skus.Count == 0) return Refusal.Invalid("skus", "nothing-to-count");
        if (ask.Skus.Count > CountLimits.MaxSkus) return Refusal.Invalid("skus", FormattableString.Invariant($"at-most-{CountLimits.MaxSkus}-entries"));
        if (ask.Skus.FirstOrDefault(sku => !Limits.IsId(sku)) is not null) return Refusal.Invalid("skus", "must-be-an-id");
        return AssignedForm(ask.Assigned) ?? (ask.Note is null ? null : Form.Needed(ask.Note, "note"));
    }

    /// <summary>Guards in this order: a repeat or another request, the store.</summary>
    public static Decision<CountEvent> Open(CountSession state, OpenCountSession ask, bool storeExists)
    {
        var hash = BodyHash.Of([ask.Store, ask.Scope.Abc, ask.Scope.Due, .. ask.Scope.Skus, "/", .. ask.Scope.Categories.Cast<object?>(), "/", .. ask.Scope.Bins, "/", .. ask.Assigned, "/", ask.Note]);
        if (state.Head.State is not null) return state.BodyHash == hash ? Decision<CountEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        return storeExists
            ? new CountOpened(ask.Store, ask.Scope, [.. ask.Skus.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], ask.Assigned, ask.Note, hash)
            : new Refusal(RefusalKind.UnknownStore, Store: ask.Store);
    }

    /// <summary>While people count.</summary>
    public static Decision<CountEvent> Assign(CountSession state, AssignCount ask)
    {
        if (AssignedForm(ask.Assigned) is { } malformed) return malformed;
        if (!Allows(state, CountSessionLife.Assign)) return NotIn(state);
        return state.Head.Assigned == ask.Assigned ? Decision<CountEvent>.AlreadyDone : new CountAssigned(ask.Assigned);
    }

    /// <summary>Guards in this order: form, a repeat or another request, the state, who counts, whether they may count again what is counted again, times.</summary>
    public static Decision<CountEvent> Submit(CountSession state, SubmitCounts ask, DateTimeOffset now)
    {
        if (LinesForm(ask) is { } malformed) return malformed;
        var hash = BodyHash.Of([.. ask.Lines.SelectMany(line => new object?[] { line.Sku, line.Lot, line.Counted, line.CountedAt, line.Bin, line.Expiry?.Printed, line.Expiry?.Date, line.MadeOn, line.Code })]);
        if (state.Submissions.TryGetValue(ask.Submission, out var known)) return known.BodyHash == hash ? Decision<CountEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (!Allows(state, CountSessionLife.Submit)) return NotIn(state);
        if (state.Head.Assigned.Count > 0 && !state.Head.Assigned.Any(person => ask.By.Actor == Approver.ActorOf(person) || ask.By.Actor == person)) return new Refusal(RefusalKind.CounterNotAssigned);
        var skus = ask.Lines.Select(line => line.Sku).Distinct(StringComparer.Ordinal).ToList();
        if (state.Head.State == State.Recounting && Lines(skus.Where(sku => state.Sheets.GetValueOrDefault(sku) is not { } it || (it.Phase != SheetPhase.Counted && !it.IsCountedAgain) || it.Before.Count == 0), "not-counted-again") is { } others)
            return others;
        if (skus.Where(sku => state.Sheets.GetValueOrDefault(sku)?.Before.Contains(ask.By.Actor, StringComparer.Ordinal) == true).ToList() is [_, ..] same)
            return Lines(same, "counted-by-the-same")! with { Kind = RefusalKind.CounterIsTheSame };
        if (state.Sheets.Count + skus.Count(sku => !state.Sheets.ContainsKey(sku)) is var all && all > CountLimits.MaxSkus) return Refusal.Invalid("lines", FormattableString.Invariant($"at-most-{CountLimits.MaxSkus}-skus"));
        return Timed(ask, state.Head.OpenedAt, now, out var lines) is { } wrong ? wrong : Taken(state, ask, lines, all, hash);
    }

    /// <summary>What was not counted refuses it, or is left out.</summary>
    public static Decision<CountEvent> Finish(CountSession state, FinishCount ask)
    {
        if (!Allows(state, CountSessionLife.Finish)) return NotIn(state);
        EquatableList<string> open = [.. state.Sheets.Where(sheet => sheet.Phase == SheetPhase.Open).Select(sheet => sheet.Sku)];
        if (!ask.LeaveOut && Lines(open, "not-counted") is { } uncounted) return uncounted;
        if (open.Count == state.Sheets.Count) return Refusal.Invalid("leaveOut", "nothing-was-counted");
        return new CountFinished(open);
    }

    /// <summary>Of SKUs of which nothing is posted.</summary>
    public static Decision<CountEvent> Recount(CountSession state, DemandRecount ask)
    {
        if (ask.Skus.Count is 0 or > CountLimits.MaxSkus) return Refusal.Invalid("skus", "required");
        if (ask.Reason is not null && Form.Needed(ask.Reason, "reason") is { } malformed) return malformed;
        if (!Allows(state, CountSessionLife.Recount)) return NotIn(state);
        EquatableList<string> skus = [.. ask.Skus.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (Lines(skus.Where(sku => state.Sheets.GetValueOrDefault(sku) is not { Phase: SheetPhase.Compared } sheet || sheet.Lots.Any(lot => lot.Posted is not null)), "not-open") is { } others) return others;
        return new CountRecountDemanded(skus, false, ask.Reason, state.Counted - skus.Count);
    }

    /// <summary>Guards in this order: form, state, reasons, the second person.</summary>
    public static Decision<CountEvent> Approve(CountSession state, ApproveCount ask, CountPolicy policy)
    {
        if (ask.Reasons.Count > CountLimits.MaxNames) return Refusal.Invalid("reasons", FormattableString.Invariant($"at-most-{CountLimits.MaxNames}-entries"));
        if (!Allows(state, CountSessionLife.Approve)) return state.Head.State is State.Posted ? Decision<CountEvent>.AlreadyDone : NotIn(state);
        if (ReasonRule(ask, policy) is { } unknown) return unknown;
        var differing = state.ToPost.SelectMany(sheet => sheet.Lots.Where(lot => lot.IsToPost && lot.Variance != 0).Select(lot => (sheet.Sku, Lot: lot))).ToList();
        var bySku = ask.Reasons.ToLookup(one => one.Sku, StringComparer.Ordinal);
        if (Lines(differing.Where(one => ask.Reason is null && CountSheet.ReasonOf(one.Lot.Lot, [.. bySku[one.Sku]]) is null).Select(one => one.Sku).Distinct(StringComparer.Ordinal), "no-reason") is { } unexplained)
            return unexplained;
        if (SecondPerson(state, [.. differing.Select(one => one.Lot)], ask, policy) is { } refused) return refused;
        var approved = new CountApproved(ask.Reasons, ask.Reason, ask.Approver?.Actor, CountResult.None);
        return approved with { Result = CountResults.Of(state.After(approved, default)) };
    }

    /// <summary>Until it is over.</summary>
    public static Decision<CountEvent> Cancel(CountSession state, CancelCount ask)
    {
        if (Form.Needed(ask.Reason, "reason") is { } malformed) return malformed;
        if (state.Head.State == State.Cancelled && state.Head.Reason == ask.Reason) return Decision<CountEvent>.AlreadyDone;
        return Allows(state, CountSessionLife.Cancel) ? new CountCancelled(ask.Reason) : NotIn(state);
    }

    /// <summary>UnknownCountSession, or the state that does not allow this.</summary>
    public static Refusal NotIn(CountSession state) => state.Head.State is { } it ? Refusal.NotIn(it.ToString().ToLowerInvariant()) : new(RefusalKind.UnknownCountSession);

    private static bool Allows(CountSession state, string verb) => state.Head.State is { } it && CountSessionLife.Table.Allows(it, verb);

    private static CountsSubmitted Taken(CountSession state, SubmitCounts ask, EquatableList<CountedLine> lines, int skus, string hash)
    {
        var fresh = lines.Select(line => line.Sku).Distinct(StringComparer.Ordinal).Count(sku => state.Sheets.GetValueOrDefault(sku) is not { Phase: not SheetPhase.Open });
        return new(ask.Submission, lines, skus, state.Counted + fresh, hash);
    }

    // A device that is off by so much has counted that much earlier or later than it says.
    private static Refusal? Timed(SubmitCounts ask, DateTimeOffset openedAt, DateTimeOffset now, out EquatableList<CountedLine> lines)
    {
        var error = ask.SentAt is { } sent ? now - sent : TimeSpan.Zero;
        lines = [.. ask.Lines.Select(line => line with { CountedAt = Earlier(line.CountedAt + error, now) })];
        if (error.Duration() > CountLimits.MaxClockError) return Refusal.Invalid("sentAt", "clock-is-off-by-more-than-a-day");
        for (var i = 0; i < lines.Count; i++)
        {
            if (ask.Lines[i].CountedAt + error > now + Limits.MaxClockAhead) return Refusal.Invalid(FormattableString.Invariant($"lines[{i}].countedAt"), "must-not-be-in-the-future");
            if (lines[i].CountedAt < openedAt - Limits.MaxClockAhead) return Refusal.Invalid(FormattableString.Invariant($"lines[{i}].countedAt"), "must-not-be-before-the-session");
        }
        return null;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static Refusal? LinesForm(SubmitCounts ask)
    {
        if (!Limits.IsId(ask.Submission)) return Refusal.Invalid("submission", "must-be-an-id");
        if (ask.Lines.Count == 0) return Refusal.Invalid("lines", "required");
        if (ask.Lines.Count > CountLimits.MaxLines) return Refusal.Invalid("lines", FormattableString.Invariant($"at-most-{CountLimits.MaxLines}-entries"));
        for (var i = 0; i < ask.Lines.Count; i++)
            if (LineRule(ask.Lines[i]) is var (field, rule) && rule is not null) return Refusal.Invalid(FormattableString.Invariant($"lines[{i}].{field}"), rule);
        return null;
    }

    private static (string Field, string? Rule) LineRule(CountedLine line) =>
        !Limits.IsId(line.Sku) ? ("sku", "must-be-an-id")
        : line.Lot is null && line.Counted != 0 ? ("lot", "required")
        : line.Lot is not null && !Limits.IsId(line.Lot) ? ("lot", "must-be-an-id")
        : Form.Amount(line.Counted, "counted") is { } bad ? ("counted", bad.Rule)
        : line.Expiry is { } expiry && ExpiryRules.RuleOf(expiry) is { } rule ? ("expiresOn", rule)
        : ("", null);

    private static Refusal? ReasonRule(ApproveCount ask, CountPolicy policy)
    {
        var codes = policy.Policy.CountReasonsOn(policy.Day).Select(row => row.Code).ToHashSet(StringComparer.Ordinal);
        if (ask.Reason is { } rest && !codes.Contains(rest)) return Refusal.Invalid("reason", "unknown-reason");
        for (var i = 0; i < ask.Reasons.Count; i++)
            if (!codes.Contains(ask.Reasons[i].Reason)) return Refusal.Invalid(FormattableString.Invariant($"reasons[{i}].reason"), "unknown-reason");
        return null;
    }

    // By any of the lots, and by all of them together: many small differences are a large one.
    private static Refusal? SecondPerson(CountSession state, IReadOnlyList<SheetLot> differing, ApproveCount ask, CountPolicy policy)
    {
        var second = new SecondPerson(ask.Approver, policy.Policy.DutiesOn(policy.Day));
        var authors = state.Sheets.SelectMany(sheet => sheet.Counters.Concat(sheet.Before)).Distinct(StringComparer.Ordinal).ToList();
        var totals = differing.Where(lot => lot.Value is not null).GroupBy(lot => lot.Value!.Currency, StringComparer.Ordinal)
            .Select(one => new Money(one.Sum(lot => Math.Abs(lot.Value!.Amount)), one.Key)).OrderBy(one => one.Currency, StringComparer.Ordinal).ToList();
        var isNeeded = differing.Any(lot => second.Needs(ApprovalKind.Variance, lot.Share, Positive(lot.Value))) || totals.Any(total => second.Needs(ApprovalKind.Variance, null, total));
        if (!isNeeded) return null;
        return totals.DefaultIfEmpty<Money?>(null).Select(amount => FourEyes.Refuses(ask.Approver, ApprovalKind.Variance, amount, [state.Head.Store], authors)).FirstOrDefault(refused => refused is not null);
    }

    private static Money? Positive(Money? value) => value is null ? null : value with { Amount = Math.Abs(value.Amount) };

    private static Refusal? AssignedForm(EquatableList<string> assigned) =>
        assigned.Count > CountLimits.MaxAssigned ? Refusal.Invalid("assigned", FormattableString.Invariant($"at-most-{CountLimits.MaxAssigned}-entries"))
        : assigned.Any(person => !Limits.IsId(person)) ? Refusal.Invalid("assigned", "must-be-an-id")
        : null;

    private static Refusal? Lines(IEnumerable<string> skus, string state) =>
        skus.Take(MostTold).Select(sku => new LineRefusal(sku, Refusal.NotIn(state))).ToImmutableArray() is { IsEmpty: false } lines ? new(RefusalKind.LinesRefused, Lines: lines) : null;
}
