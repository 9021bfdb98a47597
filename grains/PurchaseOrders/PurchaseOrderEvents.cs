namespace BeautyGrains.Grains;

/// <summary>What happens to a purchase order.</summary>
public abstract record PurchaseOrderEvent;

/// <summary>A draft was made.</summary>
/// <param name="Contract">As asked; null for whichever is in force.</param>
public sealed record OrderDrafted(
    string Supplier, string Currency, string? Contract, string? Note, DateOnly? WantedOn, ImmutableArray<OrderLine> Lines, ImmutableArray<OrderWarning> Warnings, string BodyHash)
    : PurchaseOrderEvent;

/// <summary>Lines were changed.</summary>
/// <param name="Lines">All of them, as they now stand.</param>
public sealed record OrderAmended(
    string Id, string Reason, DateOnly? WantedOn, ImmutableArray<OrderLine> Lines, EquatableList<LineChange> Changes, ImmutableArray<OrderWarning> Warnings, string BodyHash)
    : PurchaseOrderEvent;

/// <summary>Approval was asked for; budgets are to be visited.</summary>
/// <param name="Amount">Net of the order in the policy's currency.</param>
/// <param name="Rate">What one unit of the order's currency is worth in the policy's.</param>
/// <param name="Approvals">People who must approve.</param>
/// <param name="Shares">What each budget is to give.</param>
/// <param name="Approver">Who lets it pass a budget that has too little left, or null.</param>
public sealed record OrderSubmitAsked(
    int Attempt, Money Amount, decimal Rate, int Approvals, ImmutableArray<BudgetAsk> Shares, Approver? Approver, ImmutableArray<OrderWarning> Warnings) : PurchaseOrderEvent;

/// <summary>These budgets have answered.</summary>
public sealed record OrderBudgetsAnswered(ImmutableArray<BudgetOutcome> Budgets) : PurchaseOrderEvent;

/// <summary>These budgets hold nothing for the order any more, and will not.</summary>
/// <param name="Budgets">Their keys.</param>
public sealed record OrderBudgetsReleased(ImmutableArray<string> Budgets) : PurchaseOrderEvent;

/// <summary>A person approved.</summary>
/// <param name="Person">As events name people.</param>
public sealed record OrderApproved(string Person) : PurchaseOrderEvent;

/// <summary>It was turned down.</summary>
public sealed record OrderRejected(string Reason) : PurchaseOrderEvent;

/// <summary>The supplier has it.</summary>
/// <param name="Lines">When each is expected, and how far its delivery may differ.</param>
public sealed record OrderSent(ImmutableArray<SentLine> Lines) : PurchaseOrderEvent;

/// <summary>It was given up.</summary>
public sealed record OrderCancelled(string Reason) : PurchaseOrderEvent;

/// <summary>It is over.</summary>
public sealed record OrderClosed(string Reason) : PurchaseOrderEvent;

/// <summary>Goods have arrived; stocks take them in after this.</summary>
public sealed record OrderDeliveryTaken(string Receipt, ImmutableArray<LineQuantity> Lines, string BodyHash) : PurchaseOrderEvent;

/// <summary>So much of a delivery was really taken in.</summary>
public sealed record OrderDeliverySettled(string Receipt, ImmutableArray<LineQuantity> Lines) : PurchaseOrderEvent;

/// <summary>Nothing comes under this receipt, whatever request for it is late.</summary>
public sealed record OrderDeliveryBarred(string Receipt) : PurchaseOrderEvent;

/// <summary>The budgets know what a delivery costs.</summary>
/// <param name="Refused">Those that did not take it, with why; null for none.</param>
public sealed record OrderDeliverySpent(string Receipt, EquatableList<BudgetOutcome>? Refused = null) : PurchaseOrderEvent;

/// <summary>An invoice bills these lines from now on; none where it was turned down.</summary>
/// <param name="Attempt">Of the invoice; a later one replaces an earlier one.</param>
public sealed record OrderInvoiced(string Invoice, int Attempt, EquatableList<InvoicedLine> Lines) : PurchaseOrderEvent;

/// <summary>One line of an order.</summary>
/// <param name="UnitPrice">Net, per base unit, in minor units.</param>
/// <param name="BudgetCategory">Of the SKU, as budgets name it; null for none.</param>
/// <param name="LeadTimeDays">From sending to receipt.</param>
/// <param name="Over">Share by which more may be accepted; 0 before it was sent.</param>
/// <param name="Under">Share that may be missing; 0 before it was sent.</param>
public sealed record OrderLine(
    int Line,
    string Store,
    string Sku,
    decimal Quantity,
    decimal UnitPrice,
    decimal TaxRate,
    DateOnly? WantedOn,
    DateOnly ExpectedOn,
    int LeadTimeDays,
    GoodsCategory Category,
    string? BudgetCategory,
    EquatableList<string> Needs,
    decimal Over = 0,
    decimal Under = 0)
{
    /// <summary>Quantity × price in whole minor units.</summary>
    public decimal Net => OrderAmounts.Net(Quantity, UnitPrice);

    /// <summary>Its tax in whole minor units.</summary>
    public decimal Tax => OrderAmounts.Tax(Net, TaxRate);

    /// <summary>The most that may be received.</summary>
    public decimal Most => decimal.Floor(Quantity * (1 + Over) * 1_000) / 1_000;

    /// <summary>The least that counts as received.</summary>
    public decimal Least => Quantity * (1 - Under);
}

/// <summary>What a line becomes when it is sent.</summary>
public sealed record SentLine(int Line, DateOnly ExpectedOn, decimal Over, decimal Under);

/// <summary>A quantity of a line, in the base unit.</summary>
public sealed record LineQuantity(int Line, decimal Quantity);

/// <summary>What a budget is asked for.</summary>
/// <param name="Budget">Its key.</param>
/// <param name="Amount">In whole minor units of the policy's currency; above 0.</param>
/// <param name="Lines">Which lines it pays.</param>
public sealed record BudgetAsk(string Budget, decimal Amount, ImmutableArray<int> Lines);

/// <summary>What a budget answered.</summary>
/// <param name="Refusal">Null when it committed.</param>
public sealed record BudgetOutcome(string Budget, StoredRefusal? Refusal);
