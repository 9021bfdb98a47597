using System.Globalization;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Replenishment;

/// <summary>Why so much is needed, in words and numbers.</summary>
internal static class NeedWords
{
    /// <summary>A few sentences.</summary>
    public static string Of(ReplenishmentPolicy policy, Need need, Language language) => language == Language.Zh ? Zh(policy, need) : En(policy, need);

    private static string En(ReplenishmentPolicy policy, Need need)
    {
        var (why, plan) = (need.Why, need.Why.Plan);
        return string.Join(' ', ((string?[])
        [
            $"There is a need of {N(need.Quantity)}: {N(why.Available)} can be sold and are not reserved ({N(why.OnHand)} on hand, {N(why.Reserved)} reserved), "
                + $"{N(why.Arriving)} come from other stores and {N(why.OnOrder)} are on order{(why.Requisitioned is not { } waiting ? "" : $", less {N(waiting)} that other stores wait for by requisitions")}. That makes a position of {N(why.Position)}, not above the reorder point of {N(plan.ReorderPoint)}.",
            policy.Method == ReplenishmentMethod.MinMax
                ? $"The policy's minimum is {N(plan.ReorderPoint)}, its maximum {N(plan.OrderUpTo)}."
                : $"About {N(plan.PerDay)} a day are asked for{Basis(plan)}. Delivery takes {plan.LeadTimeDays} days and the next chance to order comes within {plan.ReviewDays}: "
                    + $"{N(plan.Demand)} until then, and {N(plan.SafetyStock)} more so that it lasts with {Percent(plan.ServiceLevel)}.",
            $"Up to {N(plan.OrderUpTo)}, {N(why.Gap)} are missing.",
            need.Transfers.Count == 0 ? null : $"Other stores can give {N(need.Transfers.Sum(offer => offer.Quantity))} ({string.Join(", ", need.Transfers.Select(offer => $"{offer.Store} {N(offer.Quantity)} of lot {offer.Lot}"))}).",
            need.Buy == 0 ? "Nothing has to be bought."
                : $"{N(need.Buy)} should be bought{(plan.PackQuantity == 1 ? "" : $", in multiples of {N(plan.PackQuantity)}")}{(plan.MinimumQuantity == 0 ? "" : $", at least {N(plan.MinimumQuantity)}")}.",
        ]).OfType<string>());
    }

    private static string Zh(ReplenishmentPolicy policy, Need need)
    {
        var (why, plan) = (need.Why, need.Why.Plan);
        return string.Concat(((string?[])
        [
            $"需补货 {N(need.Quantity)}：可售且未预留 {N(why.Available)}（现存量 {N(why.OnHand)}，预留 {N(why.Reserved)}），调拨在途 {N(why.Arriving)}，采购在途 {N(why.OnOrder)}，{(why.Requisitioned is not { } waiting ? "" : $"减去其他门店要货未满足的 {N(waiting)}，")}"
                + $"库存头寸 {N(why.Position)}，不高于再订货点 {N(plan.ReorderPoint)}。",
            policy.Method == ReplenishmentMethod.MinMax
                ? $"策略的最低库存为 {N(plan.ReorderPoint)}，最高库存为 {N(plan.OrderUpTo)}。"
                : $"预计日需求约 {N(plan.PerDay)}{(plan.KnownDays == 0 ? "（尚无销售记录）" : $"（{plan.KnownDays} 天记录，预测方法 {plan.Forecast}）")}。采购提前期 {plan.LeadTimeDays} 天，下次订货不超过 {plan.ReviewDays} 天："
                    + $"其间需求 {N(plan.Demand)}，为达到 {Percent(plan.ServiceLevel)} 的服务水平另备安全库存 {N(plan.SafetyStock)}。",
            $"补到 {N(plan.OrderUpTo)}，缺 {N(why.Gap)}。",
            need.Transfers.Count == 0 ? null : $"其他门店可调拨 {N(need.Transfers.Sum(offer => offer.Quantity))}（{string.Join("，", need.Transfers.Select(offer => $"{offer.Store} 批次 {offer.Lot} {N(offer.Quantity)}"))}）。",
            need.Buy == 0 ? "无需采购。"
                : $"建议采购 {N(need.Buy)}{(plan.PackQuantity == 1 ? "" : $"，按 {N(plan.PackQuantity)} 的整数倍")}{(plan.MinimumQuantity == 0 ? "" : $"，最小起订量 {N(plan.MinimumQuantity)}")}。",
        ]).OfType<string>());
    }

    private static string Basis(ReplenishmentPlan plan) => plan.KnownDays == 0 ? " (nothing is known of the demand yet)" : $" ({plan.KnownDays} days on record, forecast by {plan.Forecast})";

    private static string N(decimal number) => PlainDecimalConverter.Plain(number).ToString(CultureInfo.InvariantCulture);

    private static string Percent(decimal share) => N(share * 100) + " %";
}
