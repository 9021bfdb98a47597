namespace BeautyGrains.Api;

internal static partial class ProblemAdvice
{
    private static (string En, string Zh)? Clients(ProblemType type) => type switch
    {
        ProblemType.UnknownClient => ("Check the number, or search for the client.", "请核对编号，或搜索该客户。"),
        ProblemType.PhoneTaken => ("Search for the phone: use that file, or open a further one with its number as holder.", "请按手机号搜索并使用该档案；如为家人，请以其编号作为 holder 另建档案。"),
        _ => null,
    };
}
