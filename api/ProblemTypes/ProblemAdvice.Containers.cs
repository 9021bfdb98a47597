namespace BeautyGrains.Api;

internal static partial class ProblemAdvice
{
    private static (string En, string Zh)? Containers(ProblemType type) => type switch
    {
        ProblemType.UnknownContainer => ("Open it first, or check its id.", "请先开封，或核对编号。"),
        ProblemType.NotOpenable => ("Have the product's record say its content and sharing rule.", "请在商品资料中补充含量与共用规则。"),
        ProblemType.ContainerRefused => ("Take another container from the list offered for this client, or open a new one.", "请从为该客户列出的可用容器中另选，或新开一个。"),
        _ => null,
    };
}
