namespace BeautyGrains.Grains;

/// <summary>The life of a pick list: its rules ask this table, its fold keeps to it, a test walks it and the documentation draws it.</summary>
public static class PickListLife
{
    /// <summary>A line was fetched, or less than it says.</summary>
    public const string Confirm = "confirm";

    /// <summary>All of the line has left its bin.</summary>
    public const string Taken = "goods taken";

    /// <summary>The book has less in the bin than was found.</summary>
    public const string Refused = "stock refused";

    /// <summary>The book has more in the bin than was found.</summary>
    public const string Less = "bin holds less";

    /// <summary>Less was found, and the book knows it already.</summary>
    public const string Known = "book holds less too";

    /// <summary>The loss and its incident stand.</summary>
    public const string Lost = "loss recorded";

    /// <summary>The rest is planned onto other bins or lots, as far as there are any.</summary>
    public const string Replanned = "planned anew";

    /// <summary>All is fetched.</summary>
    public const string Finish = "finish";

    /// <summary>Given up.</summary>
    public const string Cancel = "cancel";

    /// <summary>What could be put back is.</summary>
    public const string AllBack = "all put back";

    /// <summary>The table.</summary>
    public static StateTable<PickListState> Table { get; } = new(
        PickListState.Open,
        new(PickListState.Open, Confirm, PickListState.Taking),
        new(PickListState.Taking, Taken, PickListState.Open),
        new(PickListState.Taking, Refused, PickListState.Open),
        new(PickListState.Taking, Less, PickListState.Losing),
        new(PickListState.Taking, Known, PickListState.Replanning),
        new(PickListState.Losing, Lost, PickListState.Replanning),
        new(PickListState.Replanning, Replanned, PickListState.Open),
        new(PickListState.Open, Finish, PickListState.Finished),
        new(PickListState.Open, Cancel, PickListState.Returning),
        new(PickListState.Open, Cancel, PickListState.Cancelled),
        new(PickListState.Returning, AllBack, PickListState.Cancelled));
}
