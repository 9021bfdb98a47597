namespace BeautyGrains.Grains;

/// <summary>The life of an issue without sale: its rules ask this table, its fold keeps to it, a test walks it and the documentation draws it.</summary>
public static class IssueLife
{
    /// <summary>Asked for, or asked for anew.</summary>
    public const string Put = "put";

    /// <summary>The quota allows it.</summary>
    public const string QuotaTaken = "quota taken";

    /// <summary>It does not.</summary>
    public const string QuotaRefused = "quota refused";

    /// <summary>The goods left.</summary>
    public const string GoodsLeft = "goods left";

    /// <summary>The stock refused.</summary>
    public const string StockRefused = "stock refused";

    /// <summary>The quota has its share again.</summary>
    public const string QuotaReleased = "quota given back";

    /// <summary>Taken back.</summary>
    public const string Reverse = "reverse";

    /// <summary>The goods are back.</summary>
    public const string GoodsBack = "goods back";

    /// <summary>They cannot be put back.</summary>
    public const string NotBack = "stock refused the reversal";

    /// <summary>The table.</summary>
    public static StateTable<IssueState> Table { get; } = new(
        IssueState.Asked,
        new(IssueState.Asked, QuotaTaken, IssueState.Allowed),
        new(IssueState.Asked, QuotaRefused, IssueState.Refused),
        new(IssueState.Allowed, GoodsLeft, IssueState.Issued),
        new(IssueState.Allowed, StockRefused, IssueState.Releasing),
        new(IssueState.Releasing, QuotaReleased, IssueState.Refused),
        new(IssueState.Refused, Put, IssueState.Asked),
        new(IssueState.Issued, Reverse, IssueState.Reversing),
        new(IssueState.Reversing, GoodsBack, IssueState.Returned),
        new(IssueState.Reversing, NotBack, IssueState.Issued),
        new(IssueState.Returned, QuotaReleased, IssueState.Reversed));
}
