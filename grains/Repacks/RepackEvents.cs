namespace BeautyGrains.Grains;

/// <summary>What happens to a repack.</summary>
public abstract record RepackEvent;

/// <summary>It was asked for.</summary>
/// <param name="Inputs">By SKU.</param>
/// <param name="Outputs">By SKU.</param>
public sealed record RepackAsked(
    string Store, string Recipe, decimal Times, bool Dismantle, EquatableList<RepackPart> Inputs, EquatableList<RepackPart> Outputs, string? Lot, string? Reason, string BodyHash) : RepackEvent;

/// <summary>One SKU of it.</summary>
/// <param name="Lot">A chosen lot; null for the picking rule.</param>
/// <param name="Weight">In sharing out the cost.</param>
public sealed record RepackPart(string Sku, decimal Quantity, bool Packaging, string? Lot, decimal Weight);

/// <summary>What the stock of an input answered.</summary>
/// <param name="Lots">What left; empty where it refused.</param>
public sealed record RepackTaken(string Sku, EquatableList<TravellingLot> Lots, StoredRefusal? Refusal) : RepackEvent;

/// <summary>All that goes in is there: what becomes of it. From here on nothing is refused.</summary>
/// <param name="Cost">Of all inputs, in whole minor units; null where it is not known.</param>
public sealed record RepackPlanned(EquatableList<PlannedOutput> Outputs, Money? Cost) : RepackEvent;

/// <summary>The lots of one SKU that come out.</summary>
public sealed record PlannedOutput(string Sku, EquatableList<MadeLot> Lots);

/// <summary>What was taken does not go together.</summary>
public sealed record RepackStopped(StoredRefusal Refusal) : RepackEvent;

/// <summary>An input is back in its lots.</summary>
public sealed record RepackReturned(string Sku) : RepackEvent;

/// <summary>The lots of one SKU came out.</summary>
/// <param name="Names">Their names in the stock, in the order in which they were planned.</param>
public sealed record RepackMade(string Sku, EquatableList<string> Names) : RepackEvent;

/// <summary>It is to be taken back.</summary>
public sealed record RepackUndoAsked(string Reason) : RepackEvent;

/// <summary>What the stock of a lot that had come out answered.</summary>
/// <param name="Index">Among all lots that came out, by SKU and then as planned.</param>
public sealed record RepackUndone(int Index, StoredRefusal? Refusal) : RepackEvent;

/// <summary>A lot that had been taken out for the undoing is back.</summary>
public sealed record RepackRedone(int Index) : RepackEvent;

/// <summary>An input is back, because the repack was undone.</summary>
public sealed record RepackRestored(string Sku) : RepackEvent;
