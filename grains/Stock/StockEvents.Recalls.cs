namespace BeautyGrains.Grains;

/// <summary>From now on goods with these numbers are blocked, those that are here and those that come; the lots that are here get their status by events of their own.</summary>
/// <param name="Serials">No unit leaves without its serial, and none of this range; null for none.</param>
public sealed record LotsRecalled(string Recall, ImmutableArray<string> LotNos, SerialRange? Serials = null) : StockEvent;

/// <summary>The recall was lifted; its lots stay as they are.</summary>
public sealed record LotsRecallLifted(string Recall) : StockEvent;
