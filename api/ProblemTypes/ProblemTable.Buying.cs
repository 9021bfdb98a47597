namespace BeautyGrains.Api;

internal static partial class ProblemTable
{
    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Buying() =>
    [
        Row(ProblemType.UnknownSupplier, 404, "Unknown supplier", "供应商不存在", "There is no supplier with this id.", "没有该编号的供应商。"),
        Row(ProblemType.UnknownContract, 404, "Unknown contract", "合同不存在", "There is no contract with this id.", "没有该编号的合同。"),
        Row(ProblemType.UnknownPurchaseOrder, 404, "Unknown purchase order", "采购订单不存在", "There is no purchase order with this id.", "没有该编号的采购订单。"),
        Row(ProblemType.UnknownReceipt, 404, "Unknown receipt", "收货单不存在", "There is no receipt with this id.", "没有该编号的收货单。"),
        Row(ProblemType.SupplierInactive, 409, "The supplier is inactive", "供应商已停用", "Nothing is ordered from an inactive supplier.", "不得向已停用的供应商采购。"),
        Row(ProblemType.SupplierNotQualified, 409, "The supplier lacks a mandatory qualification", "供应商缺少必备资质",
            "The qualification '{rule}' for this category of goods is {state}. Nothing was changed.", "该类商品所需资质“{rule}”的状态为 {state}。未作任何更改。"),
        Row(ProblemType.ProductNotRegistered, 409, "The product's registration does not stand", "商品注册或备案无效",
            "The registration or filing that goods of this category need is {state}. Nothing was changed.", "该类商品所需的注册或备案状态为 {state}。未作任何更改。"),
        Row(ProblemType.StoreNotLicensed, 409, "The store has no licence for these goods", "门店无相应许可",
            "The store's licence for this category of goods is {state}. Nothing was changed.", "门店经营该类商品的许可状态为 {state}。未作任何更改。"),
        Row(ProblemType.NoExchangeRate, 409, "An exchange rate is missing", "缺少汇率", "Nobody has put a rate for {state} that counts today.", "没有今日适用的 {state} 汇率。"),
        Row(ProblemType.OverDelivery, 409, "More than was ordered", "超出订购数量", "At most {available} more may be accepted for this line. Nothing was changed.", "该明细最多还可接收 {available}。未作任何更改。"),
        Row(ProblemType.UnknownLandedCost, 404, "Unknown landed cost", "到岸成本单不存在", "There is no landed cost with this id.", "没有该编号的到岸成本单。"),
        Row(ProblemType.UnknownInvoice, 404, "Unknown invoice", "发票不存在", "The supplier has no invoice with this number here.", "该供应商没有此号码的发票。"),
        Row(ProblemType.UnknownSupplierReturn, 404, "Unknown supplier return", "退供单不存在", "There is no supplier return with this id.", "没有该编号的退供单。"),
        Row(ProblemType.CreditNumberUsed, 409, "The credit note is used", "贷项通知单号已使用",
            "The supplier's credit note with this number is for the return {state}. Nothing was changed.", "该供应商此号码的贷项通知单已用于退供单 {state}。未作任何更改。"),
        Row(ProblemType.FieldsMissing, 409, "Fields are missing", "缺少必填字段", "The chain asks for these fields of its own before this goes on: {rule}.", "继续之前必须填写以下自定义字段：{rule}。"),
        Row(ProblemType.WeightMissing, 409, "A weight is missing", "缺少重量", "Nobody has weighed the SKU that 'sku' names, so nothing can be shared out by weight.", "“sku” 所指商品没有重量，无法按重量分摊。"),
    ];
}
