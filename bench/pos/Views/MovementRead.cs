using System.Text.Json;

namespace BeautyGrains.Bench.Pos.Views;

/// <summary>A ledger entry as the server shows it.</summary>
/// <param name="Kind">Such as "sale" or "transferout".</param>
/// <param name="Quantity">Signed.</param>
public sealed record MovementRead(
    string Id, string Kind, decimal Quantity, IReadOnlyList<LotAmount> Lines, decimal OnHandAfter, decimal LeastBalance, long Version)
{
    /// <summary>Reads a movement.</summary>
    public static MovementRead From(JsonElement answer) => new(
        answer.Text("id"),
        answer.Word("kind"),
        answer.Number("quantity") ?? 0,
        LotAmount.ListOf(answer, "lines"),
        answer.Number("onHandAfter") ?? 0,
        answer.List("lines").Select(line => line.Number("balanceAfter") ?? 0).DefaultIfEmpty(0).Min(),
        (long)(answer.Number("version") ?? 0));

    /// <summary>What must be the same in every telling of one movement.</summary>
    public string Essence => $"{Quantity:0.###} ({LotAmount.Show(Lines)}), {OnHandAfter:0.###} after, version {Version}";
}
