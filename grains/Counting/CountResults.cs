namespace BeautyGrains.Grains;

/// <summary>What becomes of a session once stocks have answered, and how it is told.</summary>
internal static class CountResults
{
    /// <summary>All lots of a session in numbers.</summary>
    public static CountResult Of(CountSession state)
    {
        var lots = state.Sheets.SelectMany(sheet => sheet.Lots).ToList();
        return new(
            lots.Count,
            lots.Count(lot => lot.Variance != 0),
            lots.Count(lot => lot.Posted is not null),
            lots.Count(lot => lot.Refusal is not null) + state.Sheets.Count(sheet => sheet.Refusal is not null),
            lots.Sum(lot => lot.Posted?.Short.Count ?? 0),
            [.. from lot in lots
                where lot.Variance != 0 && !lot.Superseded && lot.Value is not null
                group lot by (lot.Value!.Currency, lot.Reason) into one
                orderby one.Key.Currency, one.Key.Reason ?? ""
                select new CountValue(one.Key.Currency, one.Key.Reason, one.Sum(lot => Math.Max(0, lot.Value!.Amount)), one.Sum(lot => Math.Max(0, -lot.Value!.Amount)), one.Count())]);
    }

    /// <summary>All is compared: somebody counts again, somebody looks, or nothing differs.</summary>
    public static Decision<CountEvent> Compared(CountSession state, CountPolicy policy)
    {
        EquatableList<string> again = [.. state.Sheets
            .Where(sheet => sheet is { Phase: SheetPhase.Compared, ByRule: false, Round: 1 } && sheet.Lots.Any(lot => lot.IsToPost && lot.Variance != 0 && policy.Policy.IsCountedAgain(lot.Share, Positive(lot.Value), policy.Day)))
            .Select(sheet => sheet.Sku)];
        if (again.Count > 0) return new CountRecountDemanded(again, true, null, state.Counted - again.Count);
        var result = Of(state);
        return state.ToPost.Any(sheet => sheet.Lots.Any(lot => lot.IsToPost && lot.Variance != 0)) || state.Sheets.Any(sheet => sheet.Refusal is not null)
            ? new CountReviewBegun(result)
            : new CountAgreed(result);
    }

    /// <summary>Stocks were asked to take everything: what changed meanwhile is compared anew, what they refused is for people, else it is over.</summary>
    public static Decision<CountEvent> Posted(CountSession state)
    {
        EquatableList<string> changed = [.. state.ToPost.Where(sheet => sheet.Lots.Any(lot => lot.IsToPost && IsOld(lot.Refusal))).Select(sheet => sheet.Sku)];
        if (changed.Count > 0) return new CountComparedAnew(changed);
        return state.ToPost.Any() ? new CountReviewBegun(Of(state)) : new CountPosted(Of(state));
    }

    /// <summary>The session as callers see it.</summary>
    public static CountSessionView ViewOf(string id, Versioned<CountHead> it, EquatableList<string> recounts)
    {
        var head = it.State;
        var blind = CountSessionLife.IsBlind(head.State!.Value);
        return new(
            id, head.Store, head.State!.Value, head.Scope!, head.Assigned, head.Note, head.Skus, head.Counted, recounts, blind ? null : head.Result, head.OpenedBy, head.OpenedAt,
            head.ApprovedBy, head.Reason, it.At, it.Version);
    }

    /// <summary>A SKU as callers see it; without its lots while people count.</summary>
    public static CountSheetView ViewOf(CountSheet sheet, CountSession state) => new(
        sheet.Sku, sheet.Round, sheet.Counters, sheet.IsCountedAgain, sheet.Phase == SheetPhase.LeftOut, sheet.Lines,
        CountSessionLife.IsBlind(state.Head.State!.Value) ? [] : [.. sheet.Lots.Select(lot => ViewOf(lot, sheet))]);

    private static CountLotView ViewOf(SheetLot lot, CountSheet sheet) => new(
        lot.Lot, lot.Counted, lot.At, lot.Book, lot.Variance, lot.Value, lot.Known, lot.Found, lot.Superseded, lot.Posted is not null, lot.Posted?.Unmatched ?? 0, lot.Reason, lot.Note,
        lot.Posted?.Short ?? [], lot.Posted?.Incident, (lot.Refusal ?? sheet.Refusal)?.ToRefusal());

    private static bool IsOld(StoredRefusal? refusal) => refusal is { Kind: RefusalKind.InvalidState, State: StockRules.VarianceChanged or StockRules.CountSuperseded };

    private static Money? Positive(Money? value) => value is null ? null : value with { Amount = Math.Abs(value.Amount) };
}
