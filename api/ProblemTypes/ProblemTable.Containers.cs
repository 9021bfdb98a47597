namespace BeautyGrains.Api;

internal static partial class ProblemTable
{
    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Containers() =>
    [
        Row(ProblemType.UnknownContainer, 404, "Unknown container", "已开封容器不存在", "There is no open container with this id, or it was forgotten after its end; the list of containers has it still.", "没有该编号的已开封容器，或其记录已过保存期；可在容器列表中查询。"),
        Row(ProblemType.NotOpenable, 409, "The product is not used opened", "该商品不可开封使用", "The catalogue does not say what one unit contains and how it is shared: put 'opening' with the product.", "商品资料未规定单位含量与共用规则：请在商品资料中填写 “opening”。"),
        Row(ProblemType.SerialsRequired, 409, "Serials are needed", "需要序列号", "Units of this product have serials: name exactly as many as units move. Units without one are coded first.", "该商品一物一码：请给出与数量相同的序列号。未赋码的单品须先赋码。"),
        Row(ProblemType.UnitNotHere, 409, "The unit is not here", "单品不在此处", "The unit with the serial {state} is not in this stock, or in another lot.", "序列号 {state} 的单品不在此库存，或在其他批次。"),
        Row(ProblemType.UnitElsewhere, 409, "The serial is known already", "序列号已存在", "A unit with this serial is known already: {state}. One serial is one unit.", "该序列号的单品已登记：{state}。一物一码。"),
        Row(ProblemType.NotSerialised, 409, "The product has no serials", "该商品无序列号", "The catalogue does not say that units of this product have serials.", "商品资料未标记一物一码。"),
        Row(ProblemType.ClientRequired, 409, "A client is needed", "须注明客户", "Implants land on a client's file: send 'client'.", "植入物须计入客户档案：请发送 “client”。"),
        Row(ProblemType.UnknownUnit, 404, "Unknown unit", "单品不存在", "Nobody of the chain has ever had a unit of this product with this serial.", "连锁内从未有过该商品此序列号的单品。"),
        Row(ProblemType.ContainerRefused, 409, "The container may not be used so", "该容器不可如此使用", "Why: '{state}'.", "原因：“{state}”。"),
    ];
}
