namespace BeautyGrains.Api;

internal static partial class ProblemTable
{
    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Clients() =>
    [
        Row(ProblemType.UnknownClient, 404, "Unknown client", "客户不存在", "There is no client with this number.", "没有该编号的客户。"),
        Row(ProblemType.PhoneTaken, 409, "The phone belongs to an account", "该手机号已有账户",
            "A phone belongs to one account holder, and this one has an account already. Who that is is not told. Nothing was changed.",
            "一个手机号只能属于一位账户持有人，该号码已有账户。出于隐私，不告知持有人是谁。未作任何更改。"),
    ];
}
