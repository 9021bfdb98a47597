using System.Text.Json;

namespace BeautyGrains.Bench.Pos.Views;

/// <summary>A reservation as the server shows it.</summary>
/// <param name="State">"open", "committed", "released", "expired".</param>
public sealed record ReservationRead(
    string Id, string State, decimal Quantity, IReadOnlyList<LotAmount> Lots, DateTimeOffset ExpiresAt, long Version)
{
    /// <summary>What left the store with it.</summary>
    public decimal Issued => State == "committed" ? Lots.Sum(lot => lot.Quantity) : 0;

    /// <summary>Reads a reservation.</summary>
    public static ReservationRead From(JsonElement answer) => new(
        answer.Text("id"),
        answer.Word("state"),
        answer.Number("quantity") ?? 0,
        LotAmount.ListOf(answer, "lots"),
        answer.Instant("expiresAt") ?? default,
        (long)(answer.Number("version") ?? 0));
}

/// <summary>A quantity of a lot.</summary>
public sealed record LotAmount(string Lot, decimal Quantity)
{
    /// <summary>Reads a list of lots, ordered by name.</summary>
    public static IReadOnlyList<LotAmount> ListOf(JsonElement from, string field) =>
        [.. from.List(field).Select(lot => new LotAmount(lot.Text("lot"), lot.Number("quantity") ?? 0)).OrderBy(lot => lot.Lot, StringComparer.Ordinal)];

    /// <summary>For messages and comparison.</summary>
    public static string Show(IEnumerable<LotAmount> lots) => string.Join(" + ", lots.Select(lot => $"{lot.Quantity:0.###} of {lot.Lot}"));
}
