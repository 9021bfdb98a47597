using BeautyGrains.Bench.Pos.Record;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Http;

/// <summary>Which refusals a correct server may give to the correct requests of the terminals.</summary>
public static class Refusals
{
    /// <summary>True when nothing is wrong with this refusal.</summary>
    public static bool MayHappen(CommandKind kind, Reply reply) => reply.Status == 409 && reply.ProblemType switch
    {
        "invalid-state" => kind is not (CommandKind.Reserve or CommandKind.Receipt or CommandKind.Sale or CommandKind.Return or CommandKind.Adjust or CommandKind.Scrap),
        // What the catalogue at hand may ask for.
        "scan-required" or "quantity-step" or "inactive" or "lot-blocked" => true,
        _ => kind switch
        {
            CommandKind.Reserve or CommandKind.Sale or CommandKind.Adjust or CommandKind.Scrap or CommandKind.Batch
                or CommandKind.BasketPut or CommandKind.TransferPut => true,
            _ => false,
        },
    };

    /// <summary>What is wrong with a refusal for lack of stock, or null: it must name less than was asked.</summary>
    public static string? Contradiction(Command command) =>
        command.Status == 409 && command.Answer.Number("available") is { } available && command.Ask.Quantity > 0 && available >= command.Ask.Quantity
            ? $"{command.Ask.Quantity} refused with {available} available"
            : null;
}
