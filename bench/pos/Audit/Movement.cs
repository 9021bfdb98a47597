using BeautyGrains.Bench.Pos.Record;

namespace BeautyGrains.Bench.Pos.Audit;

/// <summary>The commands that are movements by themselves.</summary>
public static class Movement
{
    /// <summary>True for receipts, sales, returns, adjustments and scraps.</summary>
    public static bool Is(CommandKind kind) =>
        kind is CommandKind.Receipt or CommandKind.Sale or CommandKind.Return or CommandKind.Adjust or CommandKind.Scrap;

    /// <summary>The ledger's word for it.</summary>
    public static string Word(CommandKind kind) => kind switch
    {
        CommandKind.Receipt => "receipt",
        CommandKind.Return => "customerreturn",
        CommandKind.Adjust => "adjustment",
        CommandKind.Scrap => "scrap",
        _ => "sale",
    };

    /// <summary>What it must move, as asked.</summary>
    public static decimal Asked(Ask ask) => ask.Kind is CommandKind.Sale or CommandKind.Scrap ? -ask.Quantity : ask.Quantity;
}
