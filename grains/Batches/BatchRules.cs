namespace BeautyGrains.Grains;

/// <summary>What may become of a batch. Rules are asked only while the batch waits for nobody.</summary>
internal static class BatchRules
{
    /// <summary>The first rule of form that a request breaks, or null. What else an item may not be is for its stock to refuse.</summary>
    public static Refusal? FormOf(string id, PutBatch ask)
    {
        if (!Limits.IsId(id)) return Refusal.Invalid("id", "must-be-an-id");
        if (ask.Items.IsDefaultOrEmpty) return Refusal.Invalid("items", "required");
        if (ask.Items.Length > Limits.MaxBatch) return Refusal.Invalid("items", "at-most-500-items");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ask.Items.Length; i++)
        {
            var item = ask.Items[i];
            if (!Limits.IsId(item.ReservationId)) return Refusal.Invalid($"items[{i}].id", "must-be-an-id");
            if (!Limits.IsId(item.Store)) return Refusal.Invalid($"items[{i}].store", "must-be-an-id");
            if (!Limits.IsId(item.Sku)) return Refusal.Invalid($"items[{i}].sku", "must-be-an-id");
            if (!seen.Add(item.ReservationId)) return Refusal.Invalid($"items[{i}].id", "must-be-unique");
        }
        return null;
    }

    /// <summary>What is held is answered again, to the same request alone; a refused batch leaves nothing behind and may be asked for anew.</summary>
    public static Decision<BatchEvent> Put(Batch batch, PutBatch ask)
    {
        var hash = HashOf(ask);
        if (batch.Phase == BatchPhase.Done) return batch.BodyHash == hash ? Decision<BatchEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        return new BatchOpened(InOrder(ask), hash);
    }

    /// <summary>Records what the stocks answered to a step.</summary>
    public static Decision<BatchEvent> Record(Batch batch, BatchPhase phase, BatchEvent outcome) =>
        batch.Phase == phase ? outcome : Decision<BatchEvent>.AlreadyDone;

    /// <summary>What a request is told at the end.</summary>
    public static Answer<BatchView> AnswerOf(string id, PutBatch ask, Versioned<Batch> batch, bool isNew)
    {
        // Refused requests leave the id free: another one may have taken it before this one could be answered.
        if (batch.State.BodyHash != HashOf(ask)) return new(null, new(RefusalKind.IdReused), false);
        return batch.State.Phase == BatchPhase.Done ? new(ViewOf(id, batch), null, isNew) : new(null, LinesRefused(batch.State), false);
    }

    private static Refusal LinesRefused(Batch batch) => new(
        RefusalKind.LinesRefused,
        Lines: [.. from item in batch.Items
                   let refusal = item.Refusal
                   where refusal is not null
                   select new LineRefusal(item.Ask.Sku, refusal.ToRefusal(), item.Ask.Store, item.Ask.ReservationId)]);

    private static BatchView ViewOf(string id, Versioned<Batch> batch) => new(
        id,
        [.. batch.State.Items.Select(item => new BatchItemView(item.Ask.Store, item.Ask.Sku, item.Held!.ToView(item.Ask.ReservationId), item.Held!.IsNew))],
        batch.Version);

    /// <summary>Tells one request from another under the same batch id, whatever the order of its items.</summary>
    private static string HashOf(PutBatch ask) => BodyHash.Of([.. InOrder(ask).SelectMany(item => new object?[]
    {
        item.Store, item.Sku, item.ReservationId, item.Quantity, item.Unit, item.HoldFor?.Ticks, item.Lot, item.LotReason, item.MinShelfLifeDays, item.ForDate,
    })]);

    private static ImmutableArray<BatchItem> InOrder(PutBatch ask) =>
    [
        .. ask.Items.OrderBy(item => item.Store, StringComparer.Ordinal)
            .ThenBy(item => item.Sku, StringComparer.Ordinal)
            .ThenBy(item => item.ReservationId, StringComparer.Ordinal),
    ];
}
