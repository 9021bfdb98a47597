namespace BeautyGrains.Api;

/// <summary>What a terminal should do when it meets a problem, in both languages.</summary>
internal static partial class ProblemAdvice
{
    public static (string En, string Zh) Of(ProblemType type) => Form(type) ?? Unknown(type) ?? State(type) ?? Buying(type) ?? Approval(type) ?? Replenishment(type) ?? Owners(type) ?? Counting(type) ?? Conditions(type) ?? Recalls(type) ?? Places(type) ?? Containers(type) ?? Controlled(type) ?? Clients(type) ?? Trouble(type)
        ?? throw new ArgumentOutOfRangeException(nameof(type), type, "No advice.");

    private static (string En, string Zh)? Form(ProblemType type) => type switch
    {
        ProblemType.Validation or ProblemType.BadRequest or ProblemType.NotFound or ProblemType.MethodNotAllowed or ProblemType.BodyTooLarge or ProblemType.UnsupportedMediaType =>
            ("Mend the request; sent again as it is, it is refused again.", "请修正请求；原样重发仍会被拒绝。"),
        ProblemType.QuantityStep => ("Let the user choose whole steps or packs, then ask again.", "请让用户按整步长或整包装选择数量后重新请求。"),
        ProblemType.Unauthorized => ("Stop and ask for a valid key.", "请停止操作并更换有效密钥。"),
        ProblemType.Forbidden => ("Stop; the administrator can give a key with this right or store.", "请停止操作，由管理员发放具有该权限或门店的密钥。"),
        ProblemType.StaleVersion => ("Read it again, put the change on top, and send that with the new version.", "请重新读取，在新版本上重做更改后再发送。"),
        ProblemType.IdReused => ("Keep an id for repeats of its own request alone; send the new request under a new id.", "编号只用于重发原请求；新请求请使用新编号。"),
        _ => null,
    };

    private static (string En, string Zh)? Unknown(ProblemType type) => type switch
    {
        ProblemType.UnknownStore or ProblemType.UnknownSku => ("Load the catalogue again and check the code.", "请重新加载资料并核对编码。"),
        ProblemType.UnknownReservation => ("Nothing is held under this id: reserve anew.", "该编号下没有预留：请重新预留。"),
        ProblemType.UnknownMovement => ("Look it up in the ledger.", "请在库存台账中查找。"),
        ProblemType.UnknownLot => ("Read the position again and choose one of its lots, or check the scan.", "请重新读取库存并选择其中的批次，或核对扫码。"),
        ProblemType.UnknownIncident or ProblemType.UnknownBasket or ProblemType.UnknownTransfer or ProblemType.UnknownKey => ("Check the id.", "请核对编号。"),
        _ => null,
    };

    private static (string En, string Zh)? State(ProblemType type) => type switch
    {
        ProblemType.InsufficientAvailable => ("Offer the available quantity, another SKU or another store. Asking again unchanged helps only when something has become free.",
            "请按可用量、其他商品或其他门店提供。只有库存释放后，原样重发才有意义。"),
        ProblemType.InvalidState => ("Read it again and go on from the state it is in.", "请重新读取，并按其当前状态继续。"),
        ProblemType.LotBlocked => ("Set the goods aside. Send POST to the address in 'repin' to hold another lot, or name another lot.", "请将该货品另行存放，并向 “repin” 所示地址发送 POST 以改用其他批次，或指定其他批次。"),
        ProblemType.LotExpiryDiffers => ("Compare with the printed date and mend it, or ask quality to confirm.", "请与包装上的日期核对并更正，或请质量人员确认。"),
        ProblemType.ScanRequired => ("Scan the packs and send their lots.", "请扫描包装并发送其批次。"),
        ProblemType.UnitChangeWhileReserved => ("Try again when the open reservations have ended.", "请在未结预留结束后再试。"),
        ProblemType.UnitChanged => ("Release the reservation and reserve anew in the new unit.", "请释放该预留，并按新单位重新预留。"),
        ProblemType.Inactive => ("Take it off the offer.", "请停止提供该商品。"),
        ProblemType.TransportReadingsRequired => ("Enter the readings and send the receipt again.", "请录入温度记录后重新收货。"),
        ProblemType.LinesRefused => ("Show the lines named in 'lines', leave them out or lessen them, and ask again under a new id.", "请显示 “lines” 中的明细，删除或减少后用新编号重新请求。"),
        ProblemType.NotReversible => ("Look at the ledger; put things right with a new movement.", "请查看库存台账，用新的流水更正。"),
        ProblemType.LastAdministrator => ("Use another administrator's key for this.", "请使用另一个管理员密钥。"),
        _ => null,
    };

    private static (string En, string Zh)? Buying(ProblemType type) => type switch
    {
        ProblemType.UnknownSupplier or ProblemType.UnknownContract or ProblemType.UnknownPurchaseOrder or ProblemType.UnknownReceipt => ("Check the id.", "请核对编号。"),
        ProblemType.UnknownAlert or ProblemType.UnknownAlertPolicy or ProblemType.UnknownWebhook => ("Check the id.", "请核对编号。"),
        ProblemType.SupplierInactive => ("Choose another supplier.", "请选择其他供应商。"),
        ProblemType.SupplierNotQualified => ("Get the paper from the supplier and enter it, or choose another supplier.", "请向供应商取得并录入该资质，或选择其他供应商。"),
        ProblemType.ProductNotRegistered => ("Enter the product's registration, or take the line out.", "请录入商品的注册或备案信息，或删除该明细。"),
        ProblemType.StoreNotLicensed => ("Enter the store's licence, or order for another store.", "请录入门店许可，或改为其他门店采购。"),
        ProblemType.NoExchangeRate => ("Enter the rate in the buying policy.", "请在采购政策中录入汇率。"),
        ProblemType.FieldsMissing => ("Put the fields at /v1/custom-values, then send it again.", "请在 /v1/custom-values 填写这些字段后重新发送。"),
        ProblemType.UnknownLandedCost or ProblemType.UnknownInvoice or ProblemType.UnknownSupplierReturn or ProblemType.UnknownDocument => ("Check the id.", "请核对编号。"),
        ProblemType.CreditNumberUsed => ("Compare the number with the paper; look at the return that 'state' names.", "请与单据核对号码，并查看 “state” 所指的退供单。"),
        ProblemType.WeightMissing => ("Enter the SKU's weight, or share out by value or quantity.", "请录入商品重量，或改为按金额或数量分摊。"),
        ProblemType.OverDelivery => ("Reject what is too much, with its reason.", "请将超出部分登记为拒收并注明原因。"),
        _ => null,
    };

    private static (string En, string Zh)? Trouble(ProblemType type) => type switch
    {
        ProblemType.Busy or ProblemType.NotWritten or ProblemType.OutcomeUnknown =>
            ("Wait as long as the header 'Retry-After' says, then send the same request with the same id; wait longer after each failure.",
            "请按 “Retry-After” 标头等待后，用同一编号重发同一请求；每次失败后等待更久。"),
        ProblemType.BackupFailed => ("Read the server's log, make room or install what is missing, and take the backup again.", "请查看服务器日志，腾出空间或安装缺失的工具后重新备份。"),
        ProblemType.ListsNotReady => ("Go on selling; ask for the list again after 'Retry-After'.", "可继续营业；请按 “Retry-After” 标头等待后重新读取列表。"),
        ProblemType.Internal => ("Show the correlation id and tell the operator. Whether it was written is not known: read before asking again, and keep the id.",
            "请显示关联编号并通知运维人员。是否写入未知：请先读取，重发时使用同一编号。"),
        _ => null,
    };
}
