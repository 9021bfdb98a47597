namespace BeautyGrains.Grains;

/// <summary>What callers see of a recall.</summary>
public static class RecallViews
{
    /// <summary>The recall.</summary>
    public static RecallView Of(string id, Versioned<Recall> on, bool isUpToDate)
    {
        var (it, begun) = (on.State, on.State.Begun!);
        return new(
            id, begun.Sku, begun.LotNos, begun.Serials, begun.Class, begun.Reason, begun.Document, it.State!.Value, it.BegunBy, it.BegunAt, it.FrozenAt, Deadlines(it),
            it.StoresAsked, it.Found, Tally(it), isUpToDate, it.Clients.Count, it.OpenTasks, it.OpenNotices, it.Reports, it.Conclusion, it.EndedBy, it.ApprovedBy, it.EndedAt, on.Version,
            it.Skus.Length == 1 ? null : [.. it.Skus.Skip(1).Select(sku => new RecallMade(sku, [.. it.NumbersOf(sku)], Tally(it, sku)))],
            it.NumbersOf(begun.Sku).Except(begun.LotNos, StringComparer.Ordinal).ToList() is { Count: > 0 } own ? [.. own] : null);
    }

    /// <summary>By when what has to be done.</summary>
    public static RecallDeadlines Deadlines(Recall it)
    {
        var duty = it.Begun!.Duty;
        DateTimeOffset? next = it.Reports.IsEmpty
            ? duty.ReportHours is { } first ? it.BegunAt.AddHours(first) : null
            : duty.ReportEveryHours is { } every ? it.Reports[^1].At.AddHours(every) : null;
        return new(it.BegunAt.AddHours(duty.NotifyHours), next, it.BegunAt.AddHours(duty.CollectHours), duty.Source);
    }

    /// <summary>What became of the goods, by the ledgers as far as they are read.</summary>
    /// <param name="made">The product, of goods made of the recalled ones; null for the recall's own.</param>
    public static RecallTally Tally(Recall it, string? made = null)
    {
        decimal Of(RecallFate fate) => it.SumOf(fate, made);
        var onTheWay = Of(RecallFate.OnTheWay);
        // What left a store, came to none and is on no way was lost between them.
        var missing = -Of(RecallFate.Missing) - Of(RecallFate.Moved) - onTheWay;
        var left = it.Sums.Where(sum => sum.Sku == made && sum.Fate is not (RecallFate.OnTheWay or RecallFate.WithoutClient)).Sum(sum => sum.Quantity);
        return new(
            Of(RecallFate.Received), left, onTheWay, -Of(RecallFate.Sold), Of(RecallFate.Recovered), -Of(RecallFate.Used), -Of(RecallFate.ReturnedToSupplier),
            -Of(RecallFate.Scrapped), -Of(RecallFate.Repacked), missing, -Of(RecallFate.WithoutClient));
    }

    /// <summary>A client on the list.</summary>
    public static RecallClient Client(KnownClient one) =>
        new(one.Name, one.Got, one.Returned, [.. one.Stores], one.Since, one.Late, Task(one.Notify), Task(one.Recover), one.Uses, one.Made);

    private static RecallTaskView Task(KnownTask task) => new(task.State, task.Note, task.By, task.At);
}
