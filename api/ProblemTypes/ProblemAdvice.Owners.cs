namespace BeautyGrains.Api;

internal static partial class ProblemAdvice
{
    private static (string En, string Zh)? Owners(ProblemType type) => type switch
    {
        ProblemType.UnknownWaiting => ("Check the id; the list of those who wait has it.", "请核对编号；可在候补列表中查找。"),
        ProblemType.AlreadyWaiting => ("Go on with the entry that is there, or let the client leave it first.", "请沿用已有候补，或先让顾客退出。"),
        ProblemType.StockAvailable => ("Reserve the goods.", "请直接预留。"),
        ProblemType.UnknownSettlement => ("Check owner and id.", "请核对货主和编号。"),
        _ => null,
    };
}
