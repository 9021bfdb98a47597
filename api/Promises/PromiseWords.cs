using System.Globalization;
using BeautyGrains.Api.Http;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Promises;

/// <summary>Why so much can be promised, in words and numbers.</summary>
internal static class PromiseWords
{
    /// <summary>A few sentences.</summary>
    public static string Of(Promise it, string unit, Language language) => language == Language.Zh ? Zh(it, unit) : En(it, unit);

    private static string En(Promise it, string unit) => string.Join(' ', ((string?[])
    [
        it.Earliest == it.Today ? $"{N(it.Quantity)} {unit} can be had today."
            : it.Earliest is { } day ? $"{N(it.Quantity)} {unit} can be had from {D(day)} on."
            : $"No day is known from which on {N(it.Quantity)} {unit} can be had.",
        $"{N(it.Available)} are available now and not reserved{(it.Waiting == 0 ? "" : $"; clients who wait for {N(it.Waiting)} come first")}.",
        Sum(it, null) == 0 ? "No order that a supplier has is expected to bring any."
            : $"Orders bring {string.Join(", ", it.Arrivals.Where(line => line.Not is null).Select(line => $"{N(line.Quantity)} on {D(line.ExpectedOn)} ({line.Order})"))}.",
        Sum(it, NotPromised.Overdue) is var late and > 0 ? $"{N(late)} are overdue and count for nothing until their order names a new day." : null,
        Sum(it, NotPromised.NotSent) is var draft and > 0 ? $"{N(draft)} are being ordered; the supplier does not have the order yet." : null,
        it.By is { } by ? $"By {D(by.Day)} {N(by.Promisable)} can be promised: {N(by.FromStock)} from stock that is still good then, {N(by.Arrived)} from orders, less {N(it.Waiting)}." : null,
    ]).OfType<string>());

    private static string Zh(Promise it, string unit) => string.Concat(((string?[])
    [
        it.Earliest == it.Today ? $"今天即可提供 {N(it.Quantity)} {unit}。"
            : it.Earliest is { } day ? $"{D(day)} 起可提供 {N(it.Quantity)} {unit}。"
            : $"尚无可提供 {N(it.Quantity)} {unit} 的日期。",
        $"现有可用量 {N(it.Available)}{(it.Waiting == 0 ? "" : $"，候补顾客共需 {N(it.Waiting)}，优先满足")}。",
        Sum(it, null) == 0 ? "没有供应商已接单的预计到货。"
            : $"预计到货：{string.Join("，", it.Arrivals.Where(line => line.Not is null).Select(line => $"{D(line.ExpectedOn)} {N(line.Quantity)}（{line.Order}）"))}。",
        Sum(it, NotPromised.Overdue) is var late and > 0 ? $"另有 {N(late)} 已逾期未到，订单确认新的到货日期前不作承诺。" : null,
        Sum(it, NotPromised.NotSent) is var draft and > 0 ? $"另有 {N(draft)} 的订单尚未发给供应商，不作承诺。" : null,
        it.By is { } by ? $"{D(by.Day)} 前可承诺 {N(by.Promisable)}：届时仍可销售的库存 {N(by.FromStock)}，到货 {N(by.Arrived)}，减去候补 {N(it.Waiting)}。" : null,
    ]).OfType<string>());

    private static decimal Sum(Promise it, NotPromised? not) => it.Arrivals.Where(line => line.Not == not).Sum(line => line.Quantity);

    private static string N(decimal number) => PlainDecimalConverter.Plain(number).ToString(CultureInfo.InvariantCulture);

    private static string D(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
