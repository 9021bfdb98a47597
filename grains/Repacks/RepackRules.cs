namespace BeautyGrains.Grains;

/// <summary>What a repack needs to know before it is asked for.</summary>
/// <param name="Skus">By SKU: the record, or why it is not to be had in the store.</param>
public sealed record RepackFacts(RecipeRecord? Recipe, RepackPolicy Policy, DateOnly Day, IReadOnlyDictionary<string, Answer<StockFacts>> Skus);

/// <summary>What may become of a repack. Rules are asked only while it waits for nobody.</summary>
public static class RepackRules
{
    /// <summary>The most base units of one SKU that come out: unit costs have 6 decimals, so that up to here no cent gets lost.</summary>
    public const decimal MostMade = 900_000m;

    /// <summary>What both sides of a repack are documented by.</summary>
    public static string DocumentOf(string id) => $"repack/{id}";

    /// <summary>The first rule of form that a request breaks, or null.</summary>
    public static Refusal? FormOf(string id, PutRepack ask)
    {
        if (Form.First(
            Limits.IsId(id) ? null : Refusal.Invalid("id", "must-be-an-id"), Limits.IsId(ask.Store) ? null : Refusal.Invalid("store", "must-be-an-id"),
            Limits.IsId(ask.Recipe) ? null : Refusal.Invalid("recipe", "must-be-an-id"), Form.Quantity(ask.Times, "times"), Form.Lot(ask.Lot),
            ask.Reason is null ? null : Form.Needed(ask.Reason, "reason"), ask.Lots.Count <= RecipeForm.MaxLines ? null : Refusal.Invalid("lots", "at-most-50-items")) is { } malformed) return malformed;
        for (var i = 0; i < ask.Lots.Count; i++)
        {
            if (!Limits.IsId(ask.Lots[i].Sku)) return Refusal.Invalid(FormattableString.Invariant($"lots[{i}].sku"), "must-be-an-id");
            if (!Limits.IsId(ask.Lots[i].Lot)) return Refusal.Invalid(FormattableString.Invariant($"lots[{i}].lot"), "must-be-an-id");
        }
        return ask.Lots.DistinctBy(lot => lot.Sku).Count() == ask.Lots.Count ? null : Refusal.Invalid("lots", "must-be-unique");
    }

    /// <summary>Tells one request from another.</summary>
    public static string HashOf(PutRepack ask) =>
        BodyHash.Of([ask.Store, ask.Recipe, ask.Times, ask.Dismantle, ask.Lot, ask.Reason, .. ask.Lots.SelectMany(lot => new object?[] { lot.Sku, lot.Lot })]);

    /// <summary>Guards in this order: a repeat or another request, the recipe, the SKUs in the store, the table, quantities.</summary>
    public static Decision<RepackEvent> Put(Repack repack, PutRepack ask, RepackFacts facts)
    {
        var hash = HashOf(ask);
        if (repack.State is not null) return repack.Ask!.BodyHash == hash ? Decision<RepackEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (facts.Recipe?.BillOn(facts.Day) is not { } bill) return new Refusal(RefusalKind.UnknownRecipe);
        if (facts.Skus.Values.FirstOrDefault(sku => sku.Refusal is not null)?.Refusal is { } unknown) return unknown;
        var records = facts.Skus.ToDictionary(sku => sku.Key, sku => sku.Value.Value!.Sku, StringComparer.Ordinal);
        if (BillRules.Refused(bill, records, facts.Policy, facts.Day) is { } forbidden) return forbidden;
        foreach (var sku in facts.Skus.OrderBy(sku => sku.Key, StringComparer.Ordinal))
            if (Form.Allowed(sku.Value.Value!) is { } notHere) return notHere with { Sku = notHere.Sku ?? sku.Key };
        var (into, from) = ask.Dismantle ? (bill.Outputs, bill.Inputs) : (bill.Inputs, bill.Outputs);
        var (inputs, outputs) = (Parts(into, ask), Parts([.. from.Where(line => !line.Packaging)], ask));
        if (inputs.Concat(outputs).Any(part => Limits.QuantityRule(part.Quantity) is not null)) return Refusal.Invalid("times", "makes-no-quantity");
        if (outputs.Any(part => part.Quantity > MostMade)) return Refusal.Invalid("times", "makes-too-much");
        if (ask.Lots.Select((lot, i) => (lot, i)).FirstOrDefault(one => inputs.All(part => part.Sku != one.lot.Sku)) is ({ }, var at)) return Refusal.Invalid(FormattableString.Invariant($"lots[{at}].sku"), "must-be-an-input");
        return new RepackAsked(ask.Store, ask.Recipe, ask.Times, ask.Dismantle, inputs, outputs, ask.Lot, ask.Reason, hash);
    }

    /// <summary>Guards in this order: form, unknown, a repeat, the state.</summary>
    public static Decision<RepackEvent> Undo(Repack repack, UndoRepack ask)
    {
        if (Form.Needed(ask.Reason, "reason") is { } malformed) return malformed;
        return repack.State switch
        {
            null => new Refusal(RefusalKind.UnknownRepack),
            RepackState.Undone => repack.UndoReason == ask.Reason ? Decision<RepackEvent>.AlreadyDone : Refusal.NotIn("undone"),
            RepackState.Done => new RepackUndoAsked(ask.Reason),
            { } other => Refusal.NotIn(other.ToString().ToLowerInvariant()),
        };
    }

    /// <summary>Records what came of a step, unless it was recorded before; once all inputs are there, what becomes of them is decided with it.</summary>
    public static Decision<RepackEvent> Record(string id, Repack repack, RepackState during, int undo, RepackEvent outcome)
    {
        if (repack.State != during || repack.Undos != undo) return Decision<RepackEvent>.AlreadyDone;
        if (outcome is not RepackTaken { Refusal: null } taken) return outcome;
        if (repack.Inputs.First(input => input.Part.Sku == taken.Sku).Lots is not null) return Decision<RepackEvent>.AlreadyDone;
        var after = repack.After(taken, default);
        return after.Inputs.All(input => input.Lots is not null) ? Decision<RepackEvent>.Of(taken, RepackPlan.Of(id, after)) : taken;
    }

    /// <summary>The refusal as callers see it: the line that was refused.</summary>
    public static Refusal RefusalOf(Repack repack)
    {
        var refusal = repack.Refusal!.ToRefusal();
        return refusal.Sku is { } sku && refusal.Kind != RefusalKind.RepackNotAllowed ? new(RefusalKind.LinesRefused, Lines: [new(sku, refusal)]) : refusal;
    }

    /// <summary>The repack as callers see it.</summary>
    public static RepackView ViewOf(string id, Versioned<Repack> repack)
    {
        var (state, ask) = (repack.State, repack.State.Ask!);
        return new(
            id, ask.Store, ask.Recipe, ask.Times, ask.Dismantle, state.State!.Value,
            [.. state.Inputs.Select(input => new RepackLineView(
                input.Part.Sku, input.Part.Quantity, input.Part.Packaging, [.. (input.Lots ?? []).Select(lot => new RepackLotView(lot.Lot, lot.Quantity, lot.UnitCost, lot.Expiry, []))]))],
            [.. ask.Outputs.Select(output => new RepackLineView(output.Sku, output.Quantity, false,
                [.. state.Outputs.Where(made => made.Sku == output.Sku && made.Name is not null).Select(made => new RepackLotView(made.Name!, made.Lot.Quantity, made.Lot.UnitCost, made.Lot.Expiry, made.Lot.Parents))]))],
            state.Cost, state.UndoReason ?? ask.Reason, state.Author, repack.At, repack.Version);
    }

    /// <summary>The lots that a repack has made and that are not undone.</summary>
    public static EquatableList<ChildLot> ChildrenOf(Repack repack) => repack.State == RepackState.Undone
        ? []
        : [.. repack.Outputs.Where(output => output.Name is not null).Select(output => new ChildLot(
            repack.Ask!.Store, output.Sku, output.Name!, output.Lot.Quantity, output.Lot.Parents, output.Lot.LotNo, InsideOf(repack, output)))];

    /// <summary>The lots of a product that lay in what it came out of; null where it is no unit of a kit.</summary>
    private static EquatableList<string>? InsideOf(Repack repack, RepackOutput output)
    {
        var inside = repack.Inputs.SelectMany(input => (input.Lots ?? []).Where(lot => output.Lot.Parents.Any(parent => parent.Sku == input.Part.Sku && parent.Lot == lot.Lot)))
            .SelectMany(lot => lot.Parents ?? []).Where(parent => parent.Sku == output.Sku).Select(parent => parent.Lot).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return inside.Count == 0 ? null : [.. inside];
    }

    private static EquatableList<RepackPart> Parts(EquatableList<BillLine> lines, PutRepack ask) =>
        [.. lines.OrderBy(line => line.Sku, StringComparer.Ordinal).Select(line => new RepackPart(
            line.Sku, Plain(line.Quantity * ask.Times), line.Packaging, ask.Lots.FirstOrDefault(lot => lot.Sku == line.Sku)?.Lot, line.Share ?? line.Quantity))];

    private static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;
}
