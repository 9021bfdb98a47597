using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about purchase orders' streams.</summary>
public sealed class PurchaseOrderKind : AggregateKind<PurchaseOrder, PurchaseOrderEvent>
{
    private static readonly PurchaseOrderJson s_json = new(EventJson.Readable(PurchaseOrderJson.Default));

    /// <summary>The one there is.</summary>
    public static PurchaseOrderKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "purchase-order";

    /// <inheritdoc />
    public override int FoldVersion => 2;

    /// <inheritdoc />
    public override EventCodec<PurchaseOrderEvent> Events { get; } = new EventCodec<PurchaseOrderEvent>()
        .Add("order-drafted.1", s_json.OrderDrafted)
        .Add("order-amended.1", s_json.OrderAmended)
        .Add("order-submit-asked.1", s_json.OrderSubmitAsked)
        .Add("order-budgets-answered.1", s_json.OrderBudgetsAnswered)
        .Add("order-budgets-released.1", s_json.OrderBudgetsReleased)
        .Add("order-approved.1", s_json.OrderApproved)
        .Add("order-rejected.1", s_json.OrderRejected)
        .Add("order-sent.1", s_json.OrderSent)
        .Add("order-cancelled.1", s_json.OrderCancelled)
        .Add("order-closed.1", s_json.OrderClosed)
        .Add("order-delivery-taken.1", s_json.OrderDeliveryTaken)
        .Add("order-delivery-settled.1", s_json.OrderDeliverySettled)
        .Add("order-delivery-barred.1", s_json.OrderDeliveryBarred)
        .Add("order-delivery-spent.1", s_json.OrderDeliverySpent)
        .Add("order-invoiced.1", s_json.OrderInvoiced);

    /// <inheritdoc />
    public override PurchaseOrder Empty(string key) => PurchaseOrder.Empty;

    /// <inheritdoc />
    public override PurchaseOrder Evolve(PurchaseOrder state, PurchaseOrderEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(PurchaseOrder after) => after.IsUnderway ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(PurchaseOrder state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.PurchaseOrder);

    /// <inheritdoc />
    public override PurchaseOrder LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.PurchaseOrder)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(OrderDrafted))]
[JsonSerializable(typeof(OrderAmended))]
[JsonSerializable(typeof(OrderSubmitAsked))]
[JsonSerializable(typeof(OrderBudgetsAnswered))]
[JsonSerializable(typeof(OrderBudgetsReleased))]
[JsonSerializable(typeof(OrderApproved))]
[JsonSerializable(typeof(OrderRejected))]
[JsonSerializable(typeof(OrderSent))]
[JsonSerializable(typeof(OrderCancelled))]
[JsonSerializable(typeof(OrderClosed))]
[JsonSerializable(typeof(OrderDeliveryTaken))]
[JsonSerializable(typeof(OrderDeliverySettled))]
[JsonSerializable(typeof(OrderDeliveryBarred))]
[JsonSerializable(typeof(OrderDeliverySpent))]
[JsonSerializable(typeof(OrderInvoiced))]
[JsonSerializable(typeof(OrderInvoiced[]))]
[JsonSerializable(typeof(InvoicedLine[]))]
[JsonSerializable(typeof(BudgetOutcome[]))]
[JsonSerializable(typeof(PurchaseOrder))]
[JsonSerializable(typeof(LineChange[]))]
[JsonSerializable(typeof(PersonRole[]))]
[JsonSerializable(typeof(ApprovalLimit[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class PurchaseOrderJson : JsonSerializerContext;
