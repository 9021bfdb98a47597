namespace BeautyGrains.Api;

internal static partial class ProblemTable
{
    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Owners() =>
    [
        Row(ProblemType.UnknownWaiting, 404, "Nobody waits under this id", "该编号无人候补", "Nobody waits or waited for this SKU in this store under this id, or it was long ago.", "该门店该商品没有此编号的候补，或早已结束。"),
        Row(ProblemType.AlreadyWaiting, 409, "The client waits already", "该顾客已在候补",
            "A client waits once for a SKU in a store, and does so under the id {state}.", "每位顾客对同一门店的同一商品只能候补一次，现有编号为 {state}。"),
        Row(ProblemType.StockAvailable, 409, "There is enough to reserve", "现货充足，可直接预留", "{available} are available and nobody waits: reserve them.", "可用量为 {available}，且无人候补：请直接预留。"),
        Row(ProblemType.UnknownSettlement, 404, "Unknown settlement", "结算单不存在", "The owner has no settlement with this id.", "该货主没有此编号的结算单。"),
        Row(ProblemType.UnknownDocument, 404, "Unknown document", "文件不存在", "There is no document with this id.", "没有该编号的文件。"),
    ];
}
