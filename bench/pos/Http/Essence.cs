using System.Text.Json;
using BeautyGrains.Bench.Pos.Record;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Http;

/// <summary>What must be the same in every answer to one command, as text.</summary>
public static class Essence
{
    /// <summary>Of an answer to a command of this kind.</summary>
    public static string Of(CommandKind kind, JsonElement answer) => kind switch
    {
        CommandKind.Extend => $"reservation {answer.Text("id")}",
        CommandKind.Reserve or CommandKind.Commit or CommandKind.Release => Of(ReservationRead.From(answer)),
        CommandKind.Receipt or CommandKind.Sale or CommandKind.Return or CommandKind.Adjust or CommandKind.Scrap => MovementRead.From(answer).Essence,
        CommandKind.BasketPut or CommandKind.BasketCommit or CommandKind.BasketRelease => Of(BasketRead.From(answer)),
        CommandKind.Batch => string.Join("; ", answer.List("items").Select(item => $"item {item.Text("id")}")),
        _ => $"{answer.Text("id")} {answer.Word("state")}",
    };

    // A short hold may end between two answers; what it held stays the same.
    private static string Of(ReservationRead reservation) =>
        $"{reservation.Quantity:0.###} {(reservation.State == "expired" ? "open" : reservation.State)} of {LotAmount.Show(reservation.Lots)} until {reservation.ExpiresAt:O}";

    private static string Of(BasketRead basket) =>
        $"{(basket.State == "expired" ? "reserved" : basket.State)}: {string.Join(", ", basket.Lines.Select(line => $"{line.Quantity:0.###} {line.Sku}{(line.Refused ? " refused" : "")}"))}";
}
