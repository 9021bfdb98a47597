namespace BeautyGrains.Contracts;

/// <summary>What was decided of one lot of a store that expires soon. Key: "store/sku/lot".</summary>
[Alias("bg.INearExpiryGrain")]
public interface INearExpiryGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes or refuses a proposal. The same again changes nothing. Refused with Validation, with IdReused where the id is of another decision, and with InvalidState where that proposal was decided
    /// at this stage, or where there are <see cref="NearExpiryForm.MaxDecisions"/> decisions.
    /// </summary>
    [Alias("Decide")]
    Task<Answer<NearExpiryDecision>> Decide(DecideNearExpiry ask);

    /// <summary>All decisions, oldest first; none where nobody has decided.</summary>
    [ReadOnly, Alias("Get")]
    Task<EquatableList<NearExpiryDecision>> Get();
}

/// <summary>What can be done with goods that expire soon.</summary>
[GenerateSerializer, Alias("bg.NearExpiryProposal")]
public enum NearExpiryProposal
{
    /// <summary>Sold and used before other lots.</summary>
    UseFirst,
    /// <summary>Sold for less.</summary>
    Promotion,
    /// <summary>Moved to a store that sells them in time.</summary>
    Transfer,
    /// <summary>Sent back to the supplier.</summary>
    SupplierReturn,
}

/// <summary>Asks to take or refuse a proposal.</summary>
/// <param name="Id">Made by the caller; with a transfer or a return taken also that one's id.</param>
/// <param name="Quantity">Above 0, in the base unit.</param>
/// <param name="To">With Transfer: the store that gets the goods.</param>
/// <param name="Discount">With Promotion: a share of the price, above 0 and at most 1, with at most 4 decimals.</param>
/// <param name="Reason">Required to refuse: 1 to 500 characters.</param>
/// <param name="Stage">Days before expiry at which it was proposed.</param>
/// <param name="ExpiresAt">The lot's.</param>
[GenerateSerializer, Immutable, Alias("bg.DecideNearExpiry")]
public sealed record DecideNearExpiry(
    string Id, NearExpiryProposal Proposal, bool Taken, decimal Quantity, string? To, decimal? Discount, string? Reason, int Stage, DateTimeOffset ExpiresAt, Caller By);

/// <summary>A decision.</summary>
/// <param name="Taken">False where it was refused.</param>
/// <param name="Actor">Who decided.</param>
[GenerateSerializer, Immutable, Alias("bg.NearExpiryDecision")]
public sealed record NearExpiryDecision(
    string Id, NearExpiryProposal Proposal, bool Taken, decimal Quantity, string? To, decimal? Discount, string? Reason, int Stage, DateTimeOffset ExpiresAt, string Actor, DateTimeOffset At, long Version);

/// <summary>A stage before expiry, at which something should be done. Rows of a SKU come before those of its category, and these before the others; of two of the same days the one that began last counts.</summary>
/// <param name="Days">Before expiry: 1 to 1,000.</param>
/// <param name="Discount">That is proposed for a promotion, as a share of the price: 0 to 1; 0 proposes none.</param>
/// <param name="Sku">Null for all.</param>
/// <param name="Category">The category of the products; null for all.</param>
[GenerateSerializer, Immutable, Alias("bg.NearExpiryStage")]
public sealed record NearExpiryStage(int Days, decimal Discount, string? Sku = null, string? Category = null, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>The rules of form of decisions.</summary>
public static class NearExpiryForm
{
    /// <summary>The most decisions of one lot.</summary>
    public const int MaxDecisions = 100;

    /// <summary>Why a decision is malformed, or null.</summary>
    public static Refusal? Check(DecideNearExpiry ask)
    {
        if (!Limits.IsId(ask.Id)) return Refusal.Invalid("id", "must-be-an-id");
        if (!Enum.IsDefined(ask.Proposal)) return Refusal.Invalid("proposal", "unknown");
        if (Limits.QuantityRule(ask.Quantity) is { } rule) return Refusal.Invalid("quantity", rule);
        if (!ask.Taken && string.IsNullOrWhiteSpace(ask.Reason)) return Refusal.Invalid("reason", "required");
        if (ask.Reason?.Length > Limits.MaxText) return Refusal.Invalid("reason", "at-most-500-characters");
        if (ask.To is not null && !Limits.IsId(ask.To)) return Refusal.Invalid("to", "must-be-an-id");
        if ((ask.To is not null) != (ask.Proposal == NearExpiryProposal.Transfer)) return Refusal.Invalid("to", ask.To is null ? "required" : "only-with-transfer");
        if ((ask.Discount is not null) != (ask.Proposal == NearExpiryProposal.Promotion)) return Refusal.Invalid("discount", ask.Discount is null ? "required" : "only-with-promotion");
        return ask.Discount is { } discount && (discount <= 0 || discount > 1 || decimal.Round(discount, 4) != discount) ? Refusal.Invalid("discount", "must-be-a-share-of-4-decimals") : null;
    }
}
