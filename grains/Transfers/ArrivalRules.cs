namespace BeautyGrains.Grains;

/// <summary>What was found on arrival.</summary>
internal static class ArrivalRules
{
    /// <summary>Readings of one journey.</summary>
    public const int MaxReadings = 1_000;

    /// <summary>
    /// Guards in this order: a repeat, the state, form, every shipped lot exactly once, readings for cold goods.
    /// A lot that arrives short or broken is a loss, one in excess a gain: lost = shipped − received.
    /// </summary>
    /// <param name="skus">Records of the shipped SKUs, as far as the catalogue has them.</param>
    public static Decision<TransferEvent> Receive(Transfer transfer, ReceiveTransfer ask, IReadOnlyDictionary<string, SkuRecord> skus, StorageRanges ranges)
    {
        var hash = HashOf(ask);
        if (transfer.Phase == TransferPhase.Received && transfer.ReceiveHash == hash) return Decision<TransferEvent>.AlreadyDone;
        if (transfer.Phase != TransferPhase.Shipped) return TransferRules.NotIn(transfer);
        var found = ask.Lines.IsDefault ? [] : ask.Lines;
        var readings = ask.Readings.IsDefault ? [] : ask.Readings;
        if ((FormOf(found, readings) ?? ReasonOf(ask.WithoutReadings, readings) ?? Matched(transfer, found)) is { } invalid) return invalid;

        var lines = ImmutableArray.CreateBuilder<ArrivedLine>();
        foreach (var item in transfer.Items)
        {
            var sku = skus.GetValueOrDefault(item.Ask.Sku);
            var isUnread = sku is not null && StorageRanges.NeedsReadings(sku.Storage) && readings.IsEmpty;
            if (!item.Lots.IsEmpty && isUnread && ask.WithoutReadings is null) return new Refusal(RefusalKind.TransportReadingsRequired, Field: "readings", Sku: item.Ask.Sku);
            var quarantine = isUnread || (sku is not null && readings.Any(reading => !ranges.Of(sku).Contains(reading.Celsius)));
            lines.Add(new(item.Ask.Sku, quarantine, [.. item.Lots.Select(lot => ArrivalOf(item, lot, found))]));
        }
        return new TransferArrived(lines.ToImmutable(), readings, hash, ask.WithoutReadings);
    }

    private static LotArrival ArrivalOf(TransferItem item, TravellingLot lot, ImmutableArray<ReceivedLot> found)
    {
        var line = found.FirstOrDefault(line => line.Sku == item.Ask.Sku && line.Lot == lot.Lot);
        var received = line?.Received ?? lot.Quantity;
        return new(lot.Lot, received, line?.Broken ?? 0, lot.Quantity - received);
    }

    private static Refusal? FormOf(ImmutableArray<ReceivedLot> found, ImmutableArray<TransportReading> readings)
    {
        for (var i = 0; i < found.Length; i++)
        {
            if (CountRule(found[i].Received) is { } received) return Refusal.Invalid($"lines[{i}].received", received);
            if (CountRule(found[i].Broken) is { } broken) return Refusal.Invalid($"lines[{i}].broken", broken);
        }
        if (readings.Length > MaxReadings) return Refusal.Invalid("readings", "at-most-1000-items");
        for (var i = 0; i < readings.Length; i++)
            if (readings[i].Celsius is < -273.15m or > 200) return Refusal.Invalid($"readings[{i}].celsius", "must-be--273.15-to-200");
        return null;
    }

    private static Refusal? ReasonOf(string? why, ImmutableArray<TransportReading> readings) =>
        why is null ? null : !readings.IsEmpty ? Refusal.Invalid("withoutReadings", "must-not-stand-beside-readings") : Form.Needed(why, "withoutReadings");

    private static string? CountRule(decimal quantity) =>
        quantity < 0 ? "must-not-be-negative" : quantity == 0 ? null : Limits.QuantityRule(quantity);

    /// <summary>No line at all stands for "all as shipped"; else every shipped lot is told exactly once.</summary>
    private static Refusal? Matched(Transfer transfer, ImmutableArray<ReceivedLot> found)
    {
        if (found.IsEmpty) return null;
        var open = transfer.Items.SelectMany(item => item.Lots.Select(lot => (item.Ask.Sku, lot.Lot))).ToHashSet();
        var shipped = open.ToImmutableHashSet();
        for (var i = 0; i < found.Length; i++)
        {
            var told = (found[i].Sku, found[i].Lot);
            if (!open.Remove(told)) return Refusal.Invalid($"lines[{i}].lot", shipped.Contains(told) ? "must-be-unique" : "not-shipped");
        }
        return open.Count == 0 ? null : Missing(open.Order().First());
    }

    private static Refusal Missing((string Sku, string Lot) lot) =>
        Refusal.Invalid("lines", "must-have-every-shipped-lot") with { Sku = lot.Sku, Lot = lot.Lot };

    private static string HashOf(ReceiveTransfer ask)
    {
        var parts = new List<object?>();
        foreach (var line in ask.Lines.IsDefault ? [] : ask.Lines) parts.AddRange([line.Sku, line.Lot, line.Received, line.Broken]);
        parts.Add("readings");
        foreach (var reading in ask.Readings.IsDefault ? [] : ask.Readings) parts.AddRange([reading.At, reading.Celsius]);
        if (ask.WithoutReadings is { } why) parts.Add(why);
        return BodyHash.Of([.. parts]);
    }
}
