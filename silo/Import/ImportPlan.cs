using BeautyGrains.Silo.Loading;

namespace BeautyGrains.Silo.Import;

/// <summary>What the options of an import say.</summary>
/// <param name="Store">Of stock rows that name none; null when rows must.</param>
/// <param name="Currency">Of amounts: three capital letters.</param>
/// <param name="Unit">Base unit of new products that name none.</param>
internal sealed record ImportOptions(string? Store, string Currency, string Unit);

/// <summary>A file read to its end: what is to be sent, and everything that is wrong.</summary>
/// <param name="Ignored">Headers that mean nothing here.</param>
internal sealed record ImportPlan(IReadOnlyList<RecordItem> Records, IReadOnlyList<ReceiptItem> Receipts, IReadOnlyList<RowFault> Faults, IReadOnlyList<string> Ignored);
