namespace BeautyGrains.Grains;

/// <summary>What may become of an owner's account.</summary>
public static class OwnerAccountRules
{
    /// <summary>Guards in this order: form; a repeat or another request; the period; something to settle.</summary>
    public static Decision<OwnerAccountEvent> Draft(OwnerAccount account, DraftSettlement ask, DateTimeOffset now)
    {
        if (!Limits.IsId(ask.Id)) return Refusal.Invalid("id", "must-be-an-id");
        if (account.Find(ask.Id) is { } known) return known.Until == ask.Until ? Decision<OwnerAccountEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (ask.Until > now) return Refusal.Invalid("until", "must-not-be-future");
        if (ask.Until <= account.Newest()?.Until) return Refusal.Invalid("until", "must-be-after-the-last-settlement");
        if (ask.From != account.Newest()?.Until) return new Refusal(RefusalKind.StaleVersion);
        return ask.Lines == 0 ? Refusal.NotIn("nothing-to-settle") : new SettlementDrafted(ask.Id, ask.From, ask.Until, ask.Lines, ask.Totals);
    }

    /// <summary>Guards in this order: form; unknown; a repeat; the state; for a cancellation that it is the newest, so that periods keep without a gap.</summary>
    /// <param name="verb">One of <see cref="SettlementLife"/>.</param>
    public static Decision<OwnerAccountEvent> Move(OwnerAccount account, MoveSettlement ask, string verb, SettlementState to)
    {
        if (Form.Needed(ask.Note, "note") is { } malformed) return malformed;
        if (account.Find(ask.Id) is not { } known) return new Refusal(RefusalKind.UnknownSettlement);
        if (known.State == to) return Decision<OwnerAccountEvent>.AlreadyDone;
        if (!SettlementLife.Table.Allows(known.State, verb)) return Refusal.NotIn(known.State.ToString().ToLowerInvariant());
        if (to == SettlementState.Cancelled && account.Newest() != known) return Refusal.NotIn("not-the-newest");
        return new SettlementMoved(ask.Id, to, ask.Note);
    }

    /// <summary>A settlement as callers see it.</summary>
    public static SettlementView ViewOf(string key, Settlement it) =>
        new(LotOwner.Parse(key), it.Id, it.State, it.From, it.Until, it.Lines, it.Totals, it.Note, it.ChangedAt, it.Version);
}
