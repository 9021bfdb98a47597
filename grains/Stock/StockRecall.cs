namespace BeautyGrains.Grains;

/// <summary>A recall as a stock keeps it.</summary>
/// <param name="Name">Id of the recall.</param>
/// <param name="LotNos">Numbers as printed on the packs.</param>
public sealed record StockRecall(string Name, ImmutableArray<string> LotNos, SerialRange? Serials) : INamed
{
    /// <summary>Whether goods with that number are recalled.</summary>
    public bool HoldsLot(string lotNo) => LotNos.Contains(lotNo, StringComparer.Ordinal);
}
