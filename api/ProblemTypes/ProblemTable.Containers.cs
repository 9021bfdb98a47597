namespace BeautyGrains.Api;

internal static partial class ProblemTable
{
    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Containers() =>
    [
        Row(ProblemType.UnknownContainer, 404, "Unknown container", "已开封容器不存在", "There is no open container with this id, or it was forgotten after its end; the list of containers has it still.", "没有该编号的已开封容器，或其记录已过保存期；可在容器列表中查询。"),
        Row(ProblemType.NotOpenable, 409, "The product is not used opened", "该商品不可开封使用", "The catalogue does not say what one unit contains and how it is shared: put 'opening' with the product.", "商品资料未规定单位含量与共用规则：请在商品资料中填写 “opening”。"),
        Row(ProblemType.ContainerRefused, 409, "The container may not be used so", "该容器不可如此使用", "Why: '{state}'.", "原因：“{state}”。"),
    ];
}
