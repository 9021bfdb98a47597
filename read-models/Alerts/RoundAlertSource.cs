using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>Rounds that were missed, and actions that are overdue.</summary>
internal sealed class RoundAlertSource(StreamDirectory streams, IGrainFactory grains) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.RoundMissed, AlertKind.RoundActionOverdue];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var policy = (await grains.GetGrain<IRoundPolicyGrain>(IRoundPolicyGrain.Key).Get()).Policy;
        var books = new Dictionary<string, RoundBookView>(StringComparer.Ordinal);
        await foreach (var key in streams.All(RoundKind.Instance.Category, cancel))
            if (await grains.GetGrain<IRoundGrain>(key).Get() is { } book) books[key] = book;
        // Without a schedule nothing can be missed, and only stores with rounds have actions.
        foreach (var code in policy.Schedules.Count == 0 ? books.Keys.Order(StringComparer.Ordinal) : (IEnumerable<string>)await streams.AllStores(cancel))
        {
            if (await grains.GetGrain<IStoreGrain>(code).Get() is not { } store) continue;
            var (today, book) = (StockSigns.DayOf(sweep.Now, store.Record), books.GetValueOrDefault(code));
            foreach (var sign in (store.Record.Active ? Missed(sweep, policy, code, book, today) : []).Concat(Overdue(sweep, code, book, today))) yield return sign;
        }
    }

    private static IEnumerable<SeenSign> Missed(AlertSweepContext sweep, RoundPolicy policy, string store, RoundBookView? book, DateOnly today)
    {
        if (sweep.Policies.Of(AlertKind.RoundMissed, store, null, today) is not { } limit) yield break;
        foreach (var template in policy.Templates)
            if (RoundRules.DueOn(policy, template.Id, store, book?.Last.FirstOrDefault(one => one.Template == template.Id)?.Day, today) is { } due && due < today)
                yield return new(AlertCause.Of(AlertKind.RoundMissed, store, template.Id), new(new(limit.Severity, store, null, new([new("round", template.Id), new("dueOn", StockSigns.Text(due))])), 0, sweep.Now));
    }

    private static IEnumerable<SeenSign> Overdue(AlertSweepContext sweep, string store, RoundBookView? book, DateOnly today)
    {
        if (book is null || sweep.Policies.Of(AlertKind.RoundActionOverdue, store, null, today) is not { } limit) yield break;
        foreach (var it in book.Actions.Where(one => one.DueOn < today))
            yield return new(AlertCause.Of(AlertKind.RoundActionOverdue, store, it.Round, it.Item), new(new(limit.Severity, store, null, new(
                [new("round", it.Round), new("item", it.Item), new("owner", it.Owner), new("dueOn", StockSigns.Text(it.DueOn))])), 0, sweep.Now));
    }
}
