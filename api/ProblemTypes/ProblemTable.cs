using System.Collections.Frozen;
using System.Text.Json;

namespace BeautyGrains.Api;

/// <summary>Status, title and detail of every problem type, in both languages.</summary>
internal static partial class ProblemTable
{
    private static readonly FrozenDictionary<ProblemType, ProblemRow> s_rows = Rows().ToFrozenDictionary(row => row.Type, row => row.Row);
    private static readonly FrozenDictionary<string, ProblemRow> s_bySlug = s_rows.Values.ToFrozenDictionary(row => row.Slug, StringComparer.Ordinal);

    public static ProblemRow Of(ProblemType type) => s_rows[type];

    public static ProblemRow? Find(string slug) => s_bySlug.GetValueOrDefault(slug);

    public static IEnumerable<ProblemRow> All => s_rows.OrderBy(row => row.Key).Select(row => row.Value);

    private static (ProblemType Type, ProblemRow Row) Row(ProblemType type, int status, string titleEn, string titleZh, string detailEn, string detailZh, bool retryable = false) =>
        (type, new(type, JsonNamingPolicy.KebabCaseLower.ConvertName(type.ToString()), status, retryable, titleEn, titleZh, detailEn, detailZh));

    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Rows() => [.. Form(), .. Unknown(), .. States(), .. Buying(), .. Approvals(), .. Replenishment(), .. Trouble(), .. Alerts(), .. Owners(), .. Counting(), .. Conditions(), .. Recalls(), .. Containers(), .. Places(), .. Controlled(), .. Clients()];

    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Form() =>
    [
        Row(ProblemType.Validation, 400, "The request breaks a rule of form", "请求不符合格式规则",
            "The member 'errors' names every faulty field and its rule. Nothing was changed.", "“errors” 列出每个有误的字段及其规则。未作任何更改。"),
        Row(ProblemType.BadRequest, 400, "The request cannot be read", "无法读取请求", "The request is not valid HTTP. Nothing was changed.", "请求不是有效的 HTTP。未作任何更改。"),
        Row(ProblemType.Unauthorized, 401, "A key is needed", "需要访问密钥",
            "Send 'Authorization: Bearer KEY' with a key that is known and not revoked.", "请在 “Authorization: Bearer 密钥” 中提供有效且未撤销的密钥。"),
        Row(ProblemType.Forbidden, 403, "The key does not allow this", "密钥无此权限",
            "The key's role does not cover this call, or its stores do not include the one named.", "密钥的角色不允许此操作，或其门店范围不含所指门店。"),
        Row(ProblemType.NotFound, 404, "No such address", "地址不存在", "No call of the API has this path.", "API 中没有该路径的调用。"),
        Row(ProblemType.MethodNotAllowed, 405, "The method is not allowed here", "此地址不支持该方法", "The header 'Allow' names the methods of this path.", "“Allow” 标头列出该路径支持的方法。"),
        Row(ProblemType.BodyTooLarge, 413, "The body is too large", "请求体过大", "A body may have at most 1 MiB.", "请求体最大 1 MiB。"),
        Row(ProblemType.UnsupportedMediaType, 415, "The body is not JSON", "请求体不是 JSON", "Send 'Content-Type: application/json'.", "请使用 “Content-Type: application/json”。"),
        Row(ProblemType.QuantityStep, 400, "The quantity breaks the SKU's steps", "数量不符合商品的最小单位",
            "The quantity is not a multiple of the smallest step, or a pack would have to be broken that must not be.", "数量不是最小步长的整数倍，或需要拆分不可拆零的包装。"),
        Row(ProblemType.StaleVersion, 412, "Someone else has changed it", "已被他人修改", "If-Match names a version that is no longer the newest. Read it again.", "If-Match 所指版本已不是最新版本，请重新读取。"),
        Row(ProblemType.IdReused, 422, "The id was used for another request", "该编号已用于其他请求",
            "The same id was sent before with another content. Use a new id for a new request.", "同一编号此前已用于内容不同的请求。新请求请使用新编号。"),
    ];

    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Unknown() =>
    [
        Row(ProblemType.UnknownStore, 404, "Unknown store", "门店不存在", "There is no store with this code.", "没有该编码的门店。"),
        Row(ProblemType.UnknownSku, 404, "Unknown SKU", "商品不存在", "There is no SKU with this code.", "没有该编码的商品。"),
        Row(ProblemType.UnknownReservation, 404, "Unknown reservation", "预留不存在", "There is no reservation with this id, or it was forgotten after its time.", "没有该编号的预留，或其记录已过保存期。"),
        Row(ProblemType.UnknownMovement, 404, "Unknown movement", "出入库流水不存在", "There is no movement with this id, or it was forgotten after its time; the ledger has it still.", "没有该编号的流水，或其记录已过保存期；可在库存台账中查询。"),
        Row(ProblemType.UnknownLot, 404, "Unknown lot", "批次不存在", "The lot {lot} is not in this stock.", "此库存中没有批次 {lot}。"),
        Row(ProblemType.UnknownIncident, 404, "Unknown incident", "异常事件不存在", "There is no incident with this id.", "没有该编号的异常事件。"),
        Row(ProblemType.UnknownBasket, 404, "Unknown basket", "购物篮不存在", "There is no basket with this id.", "没有该编号的购物篮。"),
        Row(ProblemType.UnknownTransfer, 404, "Unknown transfer", "调拨单不存在", "There is no transfer with this id.", "没有该编号的调拨单。"),
        Row(ProblemType.UnknownKey, 404, "Unknown key", "密钥不存在", "There is no key with this id.", "没有该编号的密钥。"),
    ];

    private static IEnumerable<(ProblemType Type, ProblemRow Row)> States() =>
    [
        Row(ProblemType.InsufficientAvailable, 409, "Not enough available", "可用量不足", "Available: {available}. Nothing was changed.", "可用量：{available}。未作任何更改。"),
        Row(ProblemType.InvalidState, 409, "The state does not allow this", "当前状态不允许此操作", "The state is '{state}'.", "当前状态为“{state}”。"),
        Row(ProblemType.LotBlocked, 409, "The lot may not be sold", "批次不可销售",
            "Lot {lot} is {state}. Name another lot, or re-pin the reservation.", "批次 {lot} 状态为 {state}。请指定其他批次，或为预留重新指定批次。"),
        Row(ProblemType.LotExpiryDiffers, 409, "The lot number has another expiry here", "该批号已有不同的有效期",
            "Lot {lot} stands in this stock with another expiry. Quality can accept it with 'expiryConfirmation'.", "此库存中批号 {lot} 的有效期不同。质量人员可用 “expiryConfirmation” 确认接收。"),
        Row(ProblemType.ScanRequired, 409, "The goods must be scanned", "必须扫码", "Goods of this category are issued with the scanned lots only: send 'lots'.", "该类商品出库必须提供扫描的批次：请发送 “lots”。"),
        Row(ProblemType.UnitChangeWhileReserved, 409, "Units cannot change while reservations are open", "存在未结预留，不能更改单位",
            "Wait until the open reservations on this SKU are committed, released or expired.", "请等待该商品的预留扣减、释放或失效后再更改单位。"),
        Row(ProblemType.UnitChanged, 409, "The SKU's unit has changed", "商品单位已变更", "The reservation was made in a unit that is no longer the SKU's. Release it and reserve anew.", "该预留所用单位已不是商品的基本单位。请释放后重新预留。"),
        Row(ProblemType.Inactive, 409, "The SKU is inactive", "商品已停用", "Inactive SKUs are not reserved, sold or received.", "已停用的商品不能预留、销售或收货。"),
        Row(ProblemType.TransportReadingsRequired, 409, "Transport readings are needed", "需要运输温度记录", "Cold goods are received with the readings of their transport: send 'readings'.", "冷链商品收货须提供运输温度记录：请发送 “readings”。"),
        Row(ProblemType.LinesRefused, 409, "Some lines were refused", "部分明细被拒绝", "The member 'lines' names every refused line and why. Nothing is held.", "“lines” 列出每条被拒绝的明细及原因。未保留任何库存。"),
        Row(ProblemType.NotReversible, 409, "The movement cannot be reversed", "该流水不能冲销", "It was reversed before, or is a reversal itself.", "该流水已被冲销，或本身就是冲销。"),
        Row(ProblemType.LastAdministrator, 409, "The administrator's own key stays", "不能撤销管理员自己的密钥", "A key cannot revoke itself where it is the administrator's.", "管理员密钥不能撤销自身。"),
    ];

    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Trouble() =>
    [
        Row(ProblemType.Busy, 503, "Too much is waiting", "系统繁忙", "Nothing was decided. Send the same request again a little later.", "尚未作出任何处理。请稍后重发同一请求。", retryable: true),
        Row(ProblemType.NotWritten, 503, "It could not be written", "未能写入", "Nothing was changed. Send the same request with the same id again.", "未作任何更改。请用同一编号重发同一请求。", retryable: true),
        Row(ProblemType.OutcomeUnknown, 503, "The outcome is not known", "结果未知", "It may or may not have been written. Send the same request with the same id: the answer tells the truth.", "可能已写入，也可能未写入。请用同一编号重发同一请求以得到确定结果。", retryable: true),
        Row(ProblemType.BackupFailed, 503, "The backup could not be taken", "未能完成备份", "The disk has too little room for a copy, or the database's own tools are missing or failed. The server's log says which. Nothing is left of it, and the service goes on.", "磁盘空间不足以保存副本，或数据库自带工具缺失或出错；原因见服务器日志。未留下任何残余，服务不受影响。"),
        Row(ProblemType.ListsNotReady, 503, "The lists are not ready", "列表尚未就绪",
            "What lists are read from is being built or cannot be reached. Single stocks, SKUs and reservations can be read meanwhile.",
            "列表数据正在构建或暂时无法访问。此期间仍可读取单个库存、商品和预留。", retryable: true),
        Row(ProblemType.Internal, 500, "Something is wrong with the server", "服务器内部错误", "The error was logged under the correlation id.", "错误已按关联编号记入日志。"),
    ];
}
