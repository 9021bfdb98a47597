namespace BeautyGrains.Api;

internal static partial class ProblemAdvice
{
    private static (string En, string Zh)? Containers(ProblemType type) => type switch
    {
        ProblemType.UnknownContainer => ("Open it first, or check its id.", "请先开封，或核对编号。"),
        ProblemType.NotOpenable => ("Have the product's record say its content and sharing rule.", "请在商品资料中补充含量与共用规则。"),
        ProblemType.SerialsRequired => ("Scan the units, or code them first.", "请扫描单品，或先赋码。"),
        ProblemType.UnitNotHere => ("Look up the unit, and whether it belongs to another store.", "请查询该单品，核实是否属于其他门店。"),
        ProblemType.UnitElsewhere => ("Hold the goods and look at both units: one of them may not be genuine.", "请扣留货品并核对两件单品：其中之一可能并非正品。"),
        ProblemType.NotSerialised => ("Leave the serials out, or mark the product in the catalogue.", "请勿提供序列号，或在商品资料中标记。"),
        ProblemType.ClientRequired => ("Send the client's number.", "请提供客户编号。"),
        ProblemType.UnknownUnit => ("Check product and serial, or scan the code again.", "请核对商品与序列号，或重新扫码。"),
        ProblemType.ContainerRefused => ("Take another container from the list offered for this client, or open a new one.", "请从为该客户列出的可用容器中另选，或新开一个。"),
        _ => null,
    };
}
