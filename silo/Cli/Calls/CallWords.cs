using System.Text;

namespace BeautyGrains.Silo.Cli.Calls;

/// <summary>What options, arguments and headings are called in the two languages. An option means the same wherever it stands.</summary>
internal static class CallWords
{
    public static IReadOnlyDictionary<string, Words> Arguments { get; } = Table(
        ("alert", "The alert's cause, such as low:SH-1:SERUM-30.", "预警编号，如 low:SH-1:SERUM-30。"),
        ("category", "The goods' category as it is written; - for none.", "商品分类；无分类写 -。"),
        ("count", "An id for the count.", "盘点编号。"),
        ("comment", "An id for the comment.", "评论编号。"),
        ("entry", "The units' id, as the list shows it.", "无账条目编号，见清单。"),
        ("incident", "The incident's id.", "事件编号。"),
        ("match", "An id for the match.", "匹配编号。"),
        ("submission", "An id for what is handed in.", "提交编号。"),
        ("excursion", "The case of an excursion, as its zone shows it.", "超限处理单，见库区。"),
        ("id", "Its id: 1 to 64 of letters, digits and . _ ~ -", "编号：1 到 64 个字母、数字和 . _ ~ -"),
        ("item", "The item of the checklist.", "检查项目。"),
        ("kind", "consignor or franchisee.", "consignor（寄售方）或 franchisee（加盟商）。"),
        ("month", "Such as 2026-11.", "月份，如 2026-11。"),
        ("number", "The number of the invoice or prescription.", "发票或处方号码。"),
        ("owner", "The owner's id.", "货主编号。"),
        ("scrap", "An id for the scrap.", "报废编号。"),
        ("sku", "The SKU's code.", "商品编码。"),
        ("lot", "The number on the pack.", "包装上的批号。"),
        ("line", "The number of the line.", "行号。"),
        ("client", "The client's number.", "顾客编号。"),
        ("serial", "The unit's serial number.", "单品序列号。"),
        ("store", "The store's code.", "门店编码。"),
        ("supplier", "The supplier's id.", "供应商编号。"),
        ("target", "sku, store, supplier, purchase-order, receipt or requisition.", "sku、store、supplier、purchase-order、receipt 或 requisition。"),
        ("test", "An id for the test.", "测试编号。"),
        ("use", "An id for the use.", "使用编号。"));

    public static IReadOnlyDictionary<string, Words> Options { get; } = Table(
        ("FILE", "The body in JSON, as docs/api tells; - for standard input.", "JSON 格式的内容，见 docs/api；- 表示标准输入。"),
        ("completes", "The rest is scrapped with it.", "剩余部分随即报废。"),
        ("counted", "What was found.", "盘点数。"),
        ("decision", "Of an excursion release or scrap; of a proposal taken or refused.", "超限：release 放行，scrap 报废；临期建议：taken 采纳，refused 拒绝。"),
        ("diluent-lot", "The lot on the diluent's pack.", "稀释液批号。"),
        ("diluent-quantity", "How much of it.", "稀释液用量。"),
        ("diluent-sku", "What it was dissolved in.", "稀释液商品编码。"),
        ("use-by-before", "To be used before that moment.", "应在该时刻之前用完。"),
        ("json", "Prints what the server answered as JSON, a line for each item.", "按服务器回答输出 JSON，每项一行。"),
        ("lang", "en or zh, for words and headings. [default: as the environment says]", "en 或 zh，用于文字和表头。"),
        ("limit", "How many at most. [default: 100]", "最多条数，默认 100。"),
        ("all", "All there are.", "全部。"),
        ("out", "A new file to write to; without one it is printed.", "写入的新文件；不指明则直接输出。"),
        ("sort", "A field to sort by; - before it turns the order round (--sort=-at).", "排序字段；前加 - 为倒序（--sort=-at）。"),
        ("approver-key-file", "A file with the key of the second person.", "存放第二人密钥的文件。"),
        ("if-version", "Only if it still has this version.", "仅当版本仍为此值。"),
        ("currency", "Of amounts. [default: CNY]", "金额币种，默认 CNY。"),
        ("against", "A movement kind/id that has put the book right already.", "已更正账面的流水 种类/编号。"),
        ("assigned", "Assigned to this person.", "分配给此人。"),
        ("before", "Told before that moment.", "早于该时刻。"),
        ("cause", "Only this cause.", "只看此原因。"),
        ("differing", "true: only what differs.", "true：只看有差异的。"),
        ("leave-out", "What was not counted stays as it is.", "未盘部分保持不变。"),
        ("product", "A product's code; several by repeating.", "商品编码，可重复。"),
        ("raised-before", "Raised before that moment.", "早于该时刻产生。"),
        ("resolution", "What was found.", "处理结果。"),
        ("text", "What is noted.", "评论内容。"),
        ("abc", "Only this class: a, b or c.", "只看此类：a、b 或 c。"),
        ("account", "A cost account.", "成本科目。"),
        ("as", "An id for the counter-movement.", "冲销流水编号。"),
        ("bin", "This bin.", "此货位。"),
        ("reservation", "Only this reservation, such as basket:B-1.", "只看此预留，如 basket:B-1。"),
        ("active", "true or false.", "true 或 false。"),
        ("amount", "In major units, such as 5000.00.", "以元为单位的金额，如 5000.00。"),
        ("assignee", "A person's id.", "处理人编号。"),
        ("awaited-before", "Expected before that day.", "预计在该日之前到货。"),
        ("by", "Of a promise a day, such as 2026-12-01; of values store, category, sku, owner or stock.", "承诺：日期，如 2026-12-01；估值：store、category、sku、owner 或 stock。"),
        ("category", "Only this category.", "只看此分类。"),
        ("client", "The client's id.", "顾客编号。"),
        ("conclusion", "With what it ends; kept.", "结论，会保存。"),
        ("document", "A document's id.", "文件编号。"),
        ("outcome", "taken, done or unreachable.", "taken 已接手，done 已完成，unreachable 无法联系。"),
        ("contains", "A part of a text.", "文本的一部分。"),
        ("days", "How many days.", "天数。"),
        ("due", "true: only what is due.", "true：只看已到期。"),
        ("ends-before", "Ends before that day.", "在该日之前到期。"),
        ("expected-through", "Expected by that day.", "预计在该日或之前到货。"),
        ("field", "A field of the chain's own, as ID:VALUE; for find its id.", "自定义字段，写作 编号:值；find 时为字段编号。"),
        ("from", "The first day or month; of requisitions the giving store.", "起始日或月；要货单为发货方。"),
        ("goods-back", "The goods come back into stock.", "货物退回库存。"),
        ("hours", "For so many hours from now.", "从现在起的小时数。"),
        ("in-force-on", "In force on that day.", "在该日有效。"),
        ("kind", "Only this kind.", "只看此种类。"),
        ("lead-time-days", "Days of the lead time.", "采购提前期天数。"),
        ("level", "within, warned or exceeded.", "within、warned 或 exceeded。"),
        ("lot", "This lot.", "此批次。"),
        ("person", "This person, by id.", "此人（编号）。"),
        ("found", "What was found, where it is less than the line says.", "少于应拣数时的实拣数量。"),
        ("message", "A message's id; several by repeating.", "消息编号，可重复。"),
        ("minor-units", "What was paid in money, in minor units.", "实付金额，以分为单位。"),
        ("missing", "true: only those with something missing.", "true：只看有缺货的。"),
        ("needed", "true: only what is needed.", "true：只看有需求的。"),
        ("needed-before", "Needed before that day.", "在该日之前需要。"),
        ("note", "A note; kept.", "备注，会保存。"),
        ("occurrence", "Only if it is still this occurrence.", "仅当仍为此次发生。"),
        ("open", "true: only open ones.", "true：只看未了结的。"),
        ("order", "A purchase order's id.", "采购订单编号。"),
        ("owner", "As consignor:ID.", "货主，如 consignor:V-1。"),
        ("owned", "true: the chain's own goods; false: those of others.", "true：自有货；false：他人的货。"),
        ("paid-on", "The day of payment.", "付款日期。"),
        ("policy", "escalate or block.", "escalate（升级审批）或 block（禁止）。"),
        ("quantity", "In the base unit.", "以基本单位计的数量。"),
        ("reason", "Why; kept.", "原因，会保存。"),
        ("receipt", "A receipt's id.", "入库单编号。"),
        ("reference", "Of the bank.", "银行流水号。"),
        ("requisition", "A requisition's id; several by repeating where several are meant.", "要货单编号，可重复。"),
        ("service-level", "0.5 to 0.999.", "服务水平，0.5 到 0.999。"),
        ("severity", "Of alerts info, warning or critical: these and worse; of feedback mild, moderate, severe or death.", "预警：info、warning 或 critical，此级及更重；反馈：mild、moderate、severe 或 death。"),
        ("sku", "Only this SKU.", "只看此商品。"),
        ("state", "Only in this state.", "只看此状态。"),
        ("store", "Only this store.", "只看此门店。"),
        ("supplier", "Only this supplier.", "只看此供应商。"),
        ("target", "Only fields of this.", "只看此类对象的字段。"),
        ("through", "The last day.", "截止日。"),
        ("to", "The last month; of requisitions the asking store.", "截止月；要货单为要货方。"),
        ("transfer", "Only of this transfer.", "只看此调拨单。"),
        ("seller", "Only what this legal entity sold.", "只看此法人售出。"),
        ("buyer", "Only what this legal entity bought.", "只看此法人购入。"),
        ("ttl-seconds", "How long it is held from now on.", "从现在起保留的秒数。"),
        ("unit", "A unit of the SKU; the base unit without it.", "商品单位，默认基本单位。"),
        ("until", "A moment, such as 2026-12-01T00:00:00+08:00.", "时刻，如 2026-12-01T00:00:00+08:00。"),
        ("clients", "How many clients to tell one by one, 0 to 5,000. [default: 1,000]", "逐条列出的顾客数，0 到 5,000，默认 1,000。"),
        ("code", "As scanned.", "扫到的码。"),
        ("steps", "How many steps to tell one by one, 0 to 5,000. [default: 100]", "逐条列出的步骤数，0 到 5,000，默认 100。"),
        ("proposal", "use-first, promotion, transfer or supplier-return.", "use-first 优先使用，promotion 促销，transfer 调拨，supplier-return 退供。"),
        ("discount", "A share of the price, such as 0.3.", "折扣比例，如 0.3。"),
        ("value", "Exactly this value.", "等于此值。"),
        ("warn-at-percent", "Warns from this share on. [default: 80]", "达到此百分比时提醒，默认 80。"),
        ("action", "What is done about it; kept.", "处理措施，会保存。"),
        ("due-before", "To be reported before that moment, and not reported yet.", "应在该时刻前上报且尚未上报。"),
        ("findings", "What was found; kept.", "调查结论，会保存。"),
        ("since", "Known since that moment.", "自该时刻起获知。"),
        ("lot-no", "The number on the pack.", "包装上的批号。"),
        ("number", "What the authority gave.", "监管部门给出的编号。"),
        ("xyz", "Only this class: x, y or z.", "只看此类：x、y 或 z。"));

    // The English heading is the name itself, in words.
    private static readonly Dictionary<string, string> s_chinese = new(StringComparer.Ordinal)
    {
        ["account"] = "成本科目", ["person"] = "人员", ["issues"] = "笔数", ["taken"] = "已用", ["bin"] = "货位", ["abc"] = "ABC", ["accepted"] = "合格", ["active"] = "启用", ["actor"] = "操作人", ["alert"] = "预警", ["amount"] = "金额", ["approvalsNeeded"] = "需审批人数", ["approvedBy"] = "审批人",
        ["arriving"] = "在途", ["asOf"] = "截至", ["assignee"] = "处理人", ["at"] = "时间", ["attempts"] = "次数", ["author"] = "编制人", ["available"] = "可用量", ["basis"] = "依据", ["buy"] = "采购量",
        ["category"] = "分类", ["cause"] = "原因", ["changedAt"] = "更新时间", ["client"] = "顾客", ["committed"] = "已占用", ["consigned"] = "寄售", ["countedOn"] = "上次盘点", ["currency"] = "币种", ["day"] = "日期",
        ["dead"] = "失败", ["delivered"] = "已送达", ["deliveries"] = "到货次数", ["demand"] = "需求", ["due"] = "到期", ["dueOn"] = "应盘日", ["enabled"] = "启用", ["everyDays"] = "间隔天数",
        ["expectedOn"] = "预计到货", ["expiresAt"] = "失效时间", ["expiry"] = "有效期", ["explanation"] = "说明", ["failure"] = "失败原因", ["fillRate"] = "满足率", ["for"] = "要货方", ["format"] = "格式", ["from"] = "自",
        ["history"] = "历史", ["host"] = "主机", ["hoursOut"] = "缺货小时", ["id"] = "编号", ["inTransit"] = "在途金额", ["inspector"] = "验收人", ["issuedOn"] = "开票日期", ["items"] = "明细", ["joinedAt"] = "登记时间", ["kind"] = "种类",
        ["leadTimeDays"] = "提前期(天)", ["leadTimeDeviationDays"] = "提前期偏差", ["left"] = "剩余", ["level"] = "状况", ["line"] = "行", ["lines"] = "明细", ["lot"] = "批次", ["lots"] = "批次",
        ["method"] = "方法", ["minimumOrder"] = "最低订货额", ["month"] = "月份", ["mostValue"] = "最高金额", ["movement"] = "流水", ["name"] = "名称", ["nameZh"] = "中文名", ["need"] = "需求", ["neededBy"] = "需用日",
        ["net"] = "净额", ["number"] = "号码", ["onHand"] = "现存量", ["onOrder"] = "采购在途", ["onTimeRate"] = "准时率", ["open"] = "未到", ["openedAt"] = "产生时间", ["order"] = "订单", ["orders"] = "订单",
        ["orderDays"] = "订货日", ["orderUpTo"] = "补至", ["owed"] = "应付", ["owner"] = "货主", ["policy"] = "策略", ["position"] = "库存头寸", ["prices"] = "价目", ["priceIndex"] = "价格指数", ["product"] = "品名",
        ["quantity"] = "数量", ["raisedAt"] = "发生时间", ["reason"] = "原因", ["receipt"] = "入库单", ["received"] = "已收", ["receivedOn"] = "收货日期", ["rejectRate"] = "拒收率", ["reorderPoint"] = "再订货点",
        ["required"] = "必填", ["requisition"] = "要货单", ["reservation"] = "预留", ["reserved"] = "预留", ["result"] = "结果", ["score"] = "评分", ["severity"] = "级别", ["short"] = "缺货", ["since"] = "起始",
        ["sku"] = "商品", ["sold"] = "销量", ["spent"] = "已支出", ["state"] = "状态", ["store"] = "门店", ["supplier"] = "供应商", ["takenIn"] = "入库", ["takenPercent"] = "占用%", ["target"] = "对象", ["tax"] = "税额",
        ["text"] = "内容", ["threshold"] = "阈值", ["title"] = "标题", ["to"] = "至", ["totals"] = "合计", ["transfer"] = "调拨单", ["type"] = "类型", ["unit"] = "单位", ["unitCost"] = "单位成本", ["unitPrice"] = "单价",
        ["skus"] = "商品数", ["counted"] = "已盘", ["round"] = "盘次", ["recount"] = "待复盘", ["leftOut"] = "未盘", ["causes"] = "原因", ["ageDays"] = "天数",
        ["until"] = "截至", ["used"] = "服务耗用", ["validFrom"] = "生效日", ["validThrough"] = "失效日", ["value"] = "值", ["values"] = "字段值", ["variation"] = "变异系数", ["version"] = "版本", ["zone"] = "库区", ["sensor"] = "传感器", ["celsius"] = "摄氏度", ["humidity"] = "相对湿度 %", ["waiting"] = "等待",
        ["daysLeft"] = "剩余天数", ["stage"] = "阶段", ["free"] = "可用", ["soldByThen"] = "到期前可售", ["atRisk"] = "可能过期",
        ["document"] = "单据", ["first"] = "最早", ["last"] = "最近", ["lotNo"] = "批号", ["party"] = "往来方", ["steps"] = "步骤", ["remainder"] = "剩余量", ["sharing"] = "共用规则", ["useBy"] = "使用期限", ["blockedBy"] = "不可用原因",
        ["balance"] = "结存", ["template"] = "模板", ["empties"] = "空瓶", ["uncountedFrom"] = "未盘点自", ["step"] = "步骤", ["balanceAfter"] = "结存", ["emptiesAfter"] = "空瓶结存", ["prescription"] = "处方",
        ["begunAt"] = "发起时间", ["class"] = "级别", ["clients"] = "顾客数", ["got"] = "得到", ["openTasks"] = "未了结任务", ["returned"] = "退回",
        ["serials"] = "序列号", ["uncoded"] = "未赋码",
        ["count"] = "数量", ["bytes"] = "字节", ["phone"] = "手机号", ["tags"] = "标签", ["part"] = "部分", ["knownAt"] = "获知时间", ["dueAt"] = "上报期限", ["cases"] = "起数", ["severe"] = "严重", ["named"] = "指明", ["lastKnownAt"] = "最近获知",
        ["buyer"] = "买方", ["margin"] = "毛利", ["seller"] = "卖方", ["wantedOn"] = "要求到货", ["warnings"] = "提醒", ["wish"] = "诉求", ["xyz"] = "XYZ",
    };

    /// <summary>The heading of a field; one without a Chinese word has its name.</summary>
    public static string Heading(string field, bool chinese)
    {
        var name = field[(field.LastIndexOf('.') + 1)..];
        return chinese ? s_chinese.GetValueOrDefault(name, name) : InWords(name);
    }

    /// <summary>Whether a heading has a Chinese word.</summary>
    public static bool HasChinese(string field) => s_chinese.ContainsKey(field[(field.LastIndexOf('.') + 1)..]);

    private static string InWords(string name)
    {
        var words = new StringBuilder();
        foreach (var sign in name) words.Append(char.IsAsciiLetterUpper(sign) ? $" {char.ToLowerInvariant(sign)}" : sign);
        return words.ToString();
    }

    private static Dictionary<string, Words> Table(params IReadOnlyList<(string Name, string En, string Zh)> rows) =>
        rows.ToDictionary(row => row.Name, row => new Words(row.En, row.Zh), StringComparer.Ordinal);
}
