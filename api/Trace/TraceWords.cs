using System.Collections.Frozen;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Trace;

/// <summary>What stands in pictures of traces, in both languages.</summary>
internal static class TraceWords
{
    private static readonly FrozenDictionary<string, (string En, string Zh)> s_kinds = new Dictionary<string, (string, string)>
    {
        ["receipt"] = ("received", "收货"),
        ["sale"] = ("sold", "销售"),
        ["service-consumption"] = ("used in services", "服务耗用"),
        ["customer-return"] = ("brought back", "顾客退回"),
        ["supplier-return"] = ("sent back to supplier", "退供应商"),
        ["adjustment"] = ("adjusted", "调整"),
        ["scrap"] = ("scrapped", "报废"),
        ["transfer-out"] = ("transferred out", "调出"),
        ["transfer-in"] = ("transferred in", "调入"),
        ["count"] = ("count variance", "盘点差异"),
        ["reversal"] = ("taken back", "冲销"),
        ["offline-sale"] = ("sold offline", "离线销售"),
        ["treatment"] = ("treatment", "治疗"),
        ["breakage"] = ("broken", "破损"),
        ["surplus"] = ("found", "盘盈"),
        ["gift"] = ("gift", "赠品"),
        ["sample"] = ("sample", "小样"),
        ["tester"] = ("tester", "试用装"),
        ["internal-use"] = ("used by the store", "门店自用"),
        ["training"] = ("training", "培训"),
        ["staff-purchase"] = ("bought by staff", "员工内购"),
        ["opening"] = ("opened", "开封"),
        ["use"] = ("used from opened", "开封后使用"),
        ["open-scrap"] = ("scrapped after opening", "开封后报废"),
        ["open-completion"] = ("rest scrapped", "余量报废"),
        ["open-expiry"] = ("past its use-by", "开封后过期"),
        ["open-count"] = ("count of opened", "开封盘点差异"),
        ["open-spill"] = ("spilt", "洒漏"),
        ["repack-out"] = ("into repack", "分装投入"),
        ["repack-in"] = ("from repack", "分装产出"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (string En, string Zh)> s_words = new Dictionary<string, (string, string)>
    {
        ["supplier"] = ("Supplier", "供应商"),
        ["receipt"] = ("Receipt", "收货"),
        ["receipts"] = ("receipts", "次收货"),
        ["store"] = ("Store", "门店"),
        ["stores"] = ("stores", "家门店"),
        ["more"] = ("more", "另有"),
        ["clients"] = ("clients", "位顾客"),
        ["one-client"] = ("client", "位顾客"),
        ["client"] = ("Client", "顾客"),
        ["nobody"] = ("No client named", "未记录顾客"),
        ["order"] = ("Order", "采购单"),
        ["record"] = ("Receiving record", "进货查验记录"),
        ["no-record"] = ("No statutory record", "无进货查验记录"),
        ["document"] = ("Document", "凭证"),
        ["documents"] = ("documents", "份文件"),
        ["on-hand"] = ("On hand", "在库"),
        ["expires"] = ("Expires", "有效期至"),
        ["repack"] = ("Repack", "分装"),
        ["opened"] = ("Opened containers", "开封容器"),
        ["lot"] = ("Lot", "批次"),
        ["unit"] = ("Unit", "序列号"),
        ["no-book"] = ("without book stock", "无账面库存"),
        ["lot-trace"] = ("Path of lot {0}", "批次 {0} 的流向"),
        ["client-trace"] = ("What client {0} had, and where it came from", "顾客 {0} 所用商品及其来源"),
        ["unit-trace"] = ("Path of unit {0}", "单品 {0} 的流向"),
        ["as-of"] = ("As of", "截至"),
        ["partial"] = ("Only the stores that this key covers", "仅含当前密钥可见的门店"),
        ["truncated"] = ("Not all of it is shown", "未全部显示"),
        ["empty"] = ("Nothing is known", "暂无记录"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a kind of step is called.</summary>
    public static string Kind(string kind, Language language) => s_kinds.TryGetValue(kind, out var word) ? In(word, language) : kind;

    /// <summary>A word of the picture itself.</summary>
    public static string Of(string word, Language language) => In(s_words[word], language);

    private static string In((string En, string Zh) word, Language language) => language == Language.Zh ? word.Zh : word.En;
}
