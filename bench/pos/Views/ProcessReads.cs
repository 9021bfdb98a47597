using System.Text.Json;

namespace BeautyGrains.Bench.Pos.Views;

/// <summary>A basket as the server shows it.</summary>
/// <param name="State">"reserved", "committed", "released", "expired", "refused" or a state on the way there.</param>
public sealed record BasketRead(string Id, string State, IReadOnlyList<BasketLineRead> Lines, DateTimeOffset ExpiresAt)
{
    /// <summary>Reads a basket.</summary>
    public static BasketRead From(JsonElement answer) => new(
        answer.Text("id"),
        answer.Word("state"),
        [.. answer.List("lines").Select(BasketLineRead.From)],
        answer.Instant("expiresAt") ?? default);

    /// <summary>The lines that could be had.</summary>
    public IEnumerable<BasketLineRead> Held => Lines.Where(line => !line.Refused);
}

/// <summary>One line of it.</summary>
/// <param name="Refused">True when nothing is held for it.</param>
public sealed record BasketLineRead(string Sku, decimal Quantity, bool Refused, IReadOnlyList<LotAmount> Lots)
{
    /// <summary>Reads a line.</summary>
    public static BasketLineRead From(JsonElement line) => new(
        line.Text("sku"),
        line.Number("quantity") ?? 0,
        line.Field("refusal").ValueKind == JsonValueKind.Object || line.Field("problem").ValueKind == JsonValueKind.Object,
        LotAmount.ListOf(line, "lots"));
}

/// <summary>A transfer as the server shows it.</summary>
/// <param name="State">"ready", "shipped", "received", "cancelled", "refused" or a state on the way there.</param>
public sealed record TransferRead(string Id, string State, IReadOnlyList<TransferLineRead> Lines)
{
    /// <summary>All lots, as their lines have them.</summary>
    public IEnumerable<TransferLotRead> Lots => Lines.SelectMany(line => line.Lots);

    /// <summary>Reads a transfer.</summary>
    public static TransferRead From(JsonElement answer) => new(
        answer.Text("id"), answer.Word("state"), [.. answer.List("lines").Select(TransferLineRead.From)]);
}

/// <summary>One SKU of it.</summary>
public sealed record TransferLineRead(string Sku, decimal Quantity, IReadOnlyList<TransferLotRead> Lots)
{
    /// <summary>Reads a line.</summary>
    public static TransferLineRead From(JsonElement line) => new(
        line.Text("sku"),
        line.Number("quantity") ?? 0,
        [.. line.List("lots").Select(lot => new TransferLotRead(line.Text("sku"), lot.Text("lot"), lot.Number("shipped") ?? 0, lot.Number("received") ?? 0))]);
}

/// <summary>One lot of it.</summary>
public sealed record TransferLotRead(string Sku, string Lot, decimal Shipped, decimal Received);
