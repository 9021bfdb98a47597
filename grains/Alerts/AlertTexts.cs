using System.Collections.Frozen;
using System.Text;

namespace BeautyGrains.Grains;

/// <summary>An alert in words.</summary>
public sealed record AlertText(string Title, string Body);

/// <summary>The templates of alerts in both languages. {names} stand for facts; {store} and {sku} for whom it concerns. They tell codes, quantities and days alone: nothing of clients, no costs.</summary>
public static class AlertTexts
{
    private sealed record Template(string TitleEn, string TitleZh, string En, string Zh);

    private static readonly FrozenDictionary<AlertKind, Template> s_templates = new Dictionary<AlertKind, Template>
    {
        [AlertKind.Low] = new("Low stock", "库存偏低",
            "{store}: {available} {unit} of {sku} available, threshold {threshold}.", "{store}：{sku} 可用量 {available} {unit}，阈值 {threshold}。"),
        [AlertKind.Out] = new("Out of stock", "缺货",
            "{store}: nothing of {sku} is available; {onHand} {unit} on hand.", "{store}：{sku} 无可用量；现存量 {onHand} {unit}。"),
        [AlertKind.OverStock] = new("Over-stock", "库存积压",
            "{store}: {onHand} {unit} of {sku} on hand, threshold {threshold}.", "{store}：{sku} 现存量 {onHand} {unit}，阈值 {threshold}。"),
        [AlertKind.Unmatched] = new("Unmatched facts", "未匹配的实际出入",
            "{store}: {unmatched} {unit} of {sku} have moved without book stock.", "{store}：{sku} 有 {unmatched} {unit} 的实际出入无账面库存对应。"),
        [AlertKind.NearExpiry] = new("Near expiry", "近效期",
            "{store}: lot {lotNo} of {sku} expires on {expiresOn}, within {stage} days; {onHand} {unit} on hand.", "{store}：{sku} 批号 {lotNo} 有效期至 {expiresOn}，不足 {stage} 天；现存量 {onHand} {unit}。"),
        [AlertKind.Expired] = new("Expired stock", "已过期库存",
            "{store}: lot {lotNo} of {sku} expired on {expiresOn}; {onHand} {unit} still on hand.", "{store}：{sku} 批号 {lotNo} 已于 {expiresOn} 过期；现存量仍有 {onHand} {unit}。"),
        [AlertKind.TransferStuck] = new("Transfer stuck", "调拨滞留",
            "Transfer {transfer} from {from} to {to} has been {stage} since {since}.", "调拨单 {transfer}（{from} → {to}）自 {since} 起停留在“{stage}”状态。"),
        [AlertKind.Incident] = new("Open incident", "未处理的异常事件",
            "{store}: incident {incident} on {sku} ({causes}), {quantity}, is open.", "{store}：{sku} 的异常事件 {incident}（{causes}），数量 {quantity}，尚未处理。"),
        [AlertKind.Licence] = new("Licence ends", "许可到期",
            "{store}: licence {number} is valid through {validThrough}.", "{store}：许可 {number} 有效期至 {validThrough}。"),
        [AlertKind.Registration] = new("Registration ends", "注册或备案到期",
            "The registration {number} of {sku} is valid through {validThrough}.", "{sku} 的注册或备案 {number} 有效期至 {validThrough}。"),
        [AlertKind.Qualification] = new("Qualification ends", "供应商资质到期",
            "The qualification {paper} {number} of supplier {supplier} is valid through {validThrough}.", "供应商 {supplier} 的资质 {paper}（{number}）有效期至 {validThrough}。"),
        [AlertKind.OrderOverdue] = new("Order overdue", "采购订单逾期",
            "{store}: {lines} lines of order {order} from {supplier} were expected on {expectedOn}.", "{store}：供应商 {supplier} 的采购订单 {order} 有 {lines} 行应于 {expectedOn} 到货。"),
        [AlertKind.Budget] = new("Budget", "预算",
            "{store}: {percent} % of the budget of {month} for {category} are taken; it warns from {warnAt} % on.", "{store}：{category} {month} 的预算已占用 {percent}%，预警线 {warnAt}%。"),
        [AlertKind.Variance] = new("Variance", "数量差异",
            "{store}: of {sku} {expected} were expected and {found} found ({document}).", "{store}：{sku} 应为 {expected}，实为 {found}（单据 {document}）。"),
        [AlertKind.NeedUnhandled] = new("Need not ordered", "需求未下单",
            "{store}: {quantity} of {sku} have been needed since {since}, and nobody has ordered them.", "{store}：{sku} 自 {since} 起需要 {quantity}，尚未下单。"),
        [AlertKind.OrderUnhandled] = new("Order not sent", "采购订单未处理",
            "Order {order} to {supplier} has been {stage} since {since}.", "供应商 {supplier} 的采购订单 {order} 自 {since} 起停留在“{stage}”状态。"),
        [AlertKind.NegativeMargin] = new("Negative margin", "负毛利",
            "{sku} is sold for less than supplier {supplier} takes for it; its price is {price} minor units of {currency}.", "{sku} 售价（{price}，{currency} 最小货币单位）低于供应商 {supplier} 的供货价。"),
        [AlertKind.Excursion] = new("Excursion", "温湿度超限",
            "{store}: zone {zone} has been {direction} for {storage} goods since {since} (sensor {sensor}); {lots} lots wait for a decision.", "{store}：库区 {zone} 自 {since} 起对 {storage} 类货品超限（{direction}，传感器 {sensor}），{lots} 个批次待处理。"),
        [AlertKind.SensorSilent] = new("Sensor silent", "传感器无读数",
            "{store}: sensor {sensor} of zone {zone} has not read since {since}.", "{store}：库区 {zone} 的传感器 {sensor} 自 {since} 起无读数。"),
        [AlertKind.CalibrationDue] = new("Calibration due", "传感器校准到期",
            "{store}: the calibration of sensor {sensor} of zone {zone} is due on {dueOn}.", "{store}：库区 {zone} 的传感器 {sensor} 校准到期日为 {dueOn}。"),
        [AlertKind.ContainerUseBy] = new("Open container's use-by", "已开封容器使用期限",
            "{store}: container {container} of {sku}, lot {lotNo}, is to be used by {useBy}; {remainder} {unit} are left.", "{store}：{sku} 批号 {lotNo} 的已开封容器 {container} 应于 {useBy} 前用完；剩余 {remainder} {unit}。"),
        [AlertKind.ControlledUncounted] = new("Controlled goods not counted", "管制品未盘点",
            "{store}: the controlled goods {sku} were not counted on {since}.", "{store}：管制品 {sku} 于 {since} 未盘点。"),
        [AlertKind.ControlledDifference] = new("Controlled goods differ", "管制品差异",
            "{store}: entry {entry} of {day} on {sku} differs by {quantity}, empties by {empties}, dose by {overDose}; nobody has explained it.", "{store}：{sku} {day} 的账册记录 {entry} 差异 {quantity}，空瓶差异 {empties}，超剂量 {overDose}，尚未说明。"),
        [AlertKind.RoundMissed] = new("Round missed", "巡检逾期",
            "{store}: the round {round} was due on {dueOn}.", "{store}：巡检 {round} 应于 {dueOn} 完成。"),
        [AlertKind.RoundActionOverdue] = new("Action of a round overdue", "巡检整改逾期",
            "{store}: the action on {item} of round {round}, owned by {owner}, was due on {dueOn}.", "{store}：巡检 {round} 项目 {item} 的整改（责任人 {owner}）应于 {dueOn} 完成。"),
        [AlertKind.ControlledUnreconciled] = new("Controlled goods not accounted for", "管制品未核销",
            "{store}: issue {issue} of {quantity} {sku} has not been accounted for since {since}; {left} of the content are left.", "{store}：{sku} 的发放 {issue}（{quantity}）自 {since} 起未核销，余量 {left}。"),
        [AlertKind.RecallOpen] = new("Recall open", "召回未关闭",
            "Recall {recall} of {sku} (class {class}) has been open since {since}; {tasks} tasks about clients are open.", "商品 {sku} 的召回 {recall}（{class} 级）自 {since} 起未关闭，尚有 {tasks} 项顾客任务。"),
        [AlertKind.RecallDeadline] = new("Recall deadline", "召回期限",
            "Recall {recall} of {sku} (class {class}): {duty} is due by {by}.", "商品 {sku} 的召回 {recall}（{class} 级）：{duty} 的期限为 {by}。"),
        [AlertKind.UnitDiverted] = new("Unit diverted", "疑似窜货",
            "{store}: the unit {serial} of {sku} was scanned here by {by} at {at}; it belongs to {holder}.", "{store}：{sku} 的单品 {serial} 于 {at} 由 {by} 在此扫描，其所属门店为 {holder}。"),
        [AlertKind.FeedbackDue] = new("Feedback to be reported", "反馈待上报",
            "{store}: feedback {feedback} ({severity}) is to be reported to the authority by {by}.", "{store}：反馈 {feedback}（{severity}）应于 {by} 前上报监管部门。"),
        [AlertKind.FeedbackThreshold] = new("Much feedback on a lot", "批次反馈集中",
            "Lot {lotNo} of {sku} has {cases} cases of feedback within {days} days, {severe} of them severe: quarantine it, or recall it.", "{sku} 批号 {lotNo} 在 {days} 天内有 {cases} 起反馈，其中严重 {severe} 起：建议隔离或召回。"),
    }.ToFrozenDictionary();

    /// <summary>The text of an alert.</summary>
    /// <param name="inChinese">False for English.</param>
    public static AlertText Of(AlertKind kind, AlertFacts facts, bool inChinese)
    {
        var template = s_templates[kind];
        return inChinese ? new(template.TitleZh, Fill(template.Zh, facts)) : new(template.TitleEn, Fill(template.En, facts));
    }

    /// <summary>The title of a kind.</summary>
    public static string TitleOf(AlertKind kind, bool inChinese) => inChinese ? s_templates[kind].TitleZh : s_templates[kind].TitleEn;

    /// <summary>Names that a kind's templates ask for.</summary>
    public static IReadOnlyList<string> NamesOf(AlertKind kind, bool inChinese)
    {
        var names = new List<string>();
        Walk(inChinese ? s_templates[kind].Zh : s_templates[kind].En, (_, name) => names.Add(name));
        return names;
    }

    private static string Fill(string template, AlertFacts facts)
    {
        var text = new StringBuilder(template.Length + 64);
        var end = Walk(template, (before, name) => text.Append(before).Append(ValueOf(name, facts)));
        return text.Append(end).ToString();
    }

    // Walks from name to name; gives what is behind the last one.
    private static string Walk(string template, Action<string, string> visit)
    {
        while (template.IndexOf('{', StringComparison.Ordinal) is >= 0 and var open)
        {
            var close = template.IndexOf('}', open);
            visit(template[..open], template[(open + 1)..close]);
            template = template[(close + 1)..];
        }
        return template;
    }

    private static string ValueOf(string name, AlertFacts facts) => name switch
    {
        "store" => facts.Store ?? "",
        "sku" => facts.Sku ?? "",
        _ => facts.Values.FirstOrDefault(fact => fact.Name == name)?.Value ?? "?",
    };
}
