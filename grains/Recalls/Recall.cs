using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>A recall, folded from its events.</summary>
/// <param name="State">Null before it was begun.</param>
/// <param name="Begun">Null before it was.</param>
/// <param name="OnList">It is on the product's list.</param>
/// <param name="After">The last store gone through; empty at first.</param>
/// <param name="Ledgers">How far the ledger of each store is read; by store.</param>
/// <param name="Sums">By fate, in order.</param>
/// <param name="EndedBy">Who closed or lifted it.</param>
public sealed record Recall(
    RecallState? State,
    RecallBegun? Begun,
    string BegunBy,
    DateTimeOffset BegunAt,
    DateTimeOffset? FrozenAt,
    bool OnList,
    string After,
    int StoresAsked,
    ImmutableArray<RecalledStock> Found,
    NamedSet<ReadLedger> Ledgers,
    ImmutableArray<FateSum> Sums,
    NamedSet<KnownClient> Clients,
    ImmutableArray<RecallReport> Reports,
    string? Conclusion,
    string? EndedBy,
    string? ApprovedBy,
    DateTimeOffset? EndedAt)
{
    /// <summary>Before the first event.</summary>
    public static Recall Empty { get; } = new(null, null, "", default, null, false, "", 0, [], default, [], default, [], null, null, null, null);

    /// <summary>Goes through stores.</summary>
    [JsonIgnore]
    public bool IsUnderway => State is RecallState.Freezing or RecallState.Lifting;

    /// <summary>Tasks that are neither done nor given up.</summary>
    [JsonIgnore]
    public int OpenTasks => Clients.Sum(client => (IsOpen(client.Notify) ? 1 : 0) + (IsOpen(client.Recover) ? 1 : 0));

    /// <summary>Of them, clients who are not told yet.</summary>
    [JsonIgnore]
    public int OpenNotices => Clients.Count(client => IsOpen(client.Notify));

    /// <summary>How far a store's ledger is read.</summary>
    public ReadLedger LedgerOf(string store) => Ledgers.TryGetValue(store, out var known) ? known : new(store, 0, []);

    /// <summary>How much had a fate, signed as the ledger is.</summary>
    public decimal SumOf(RecallFate fate) => Sums.FirstOrDefault(sum => sum.Fate == fate)?.Quantity ?? 0;

    /// <summary>After an event.</summary>
    public Recall Next(RecallEvent happened, EventInfo info) => happened switch
    {
        RecallBegun begun => this with { State = RecallState.Freezing, Begun = begun, BegunBy = info.Actor, BegunAt = info.At },
        RecallOnList => this with { OnList = true },
        RecallStoresFrozen frozen => Freeze(frozen, info),
        RecallLedgersRead read => read.Parts.Aggregate(this, (state, part) => state.Read(part)),
        RecallTaskSet set => this with { Clients = Clients.With(Clients[set.Client].With(set, info)) },
        RecallReported told => this with { Reports = Reports.Add(new(told.Note, told.Document, info.Actor, info.At)) },
        RecallClosed closed => Moved(RecallLife.Close, RecallState.Closed) with { Conclusion = closed.Conclusion, ApprovedBy = closed.ApprovedBy, EndedBy = info.Actor, EndedAt = info.At },
        RecallLiftAsked asked => Moved(RecallLife.Lift, RecallState.Lifting) with { Conclusion = asked.Conclusion, ApprovedBy = asked.ApprovedBy, EndedBy = info.Actor, EndedAt = null, After = "", OnList = false },
        RecallStoresLifted lifted => lifted.Last is { } last ? this with { After = last } : Moved(RecallLife.Thawed, RecallState.Lifted) with { After = "", EndedAt = info.At },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a recall."),
    };

    private Recall Freeze(RecallStoresFrozen frozen, EventInfo info)
    {
        var after = frozen.Last is { } last ? this with { After = last } : Moved(RecallLife.Frozen, RecallState.Open) with { After = "", FrozenAt = info.At };
        return after with { StoresAsked = StoresAsked + frozen.Asked, Found = [.. Found, .. frozen.Found] };
    }

    private Recall Read(LedgerPart part)
    {
        var ledger = LedgerOf(part.Store);
        var clients = Clients;
        foreach (var found in part.Clients) clients = clients.With((clients.TryGetValue(found.Client, out var known) ? known : KnownClient.New(found)).With(found, part.Store));
        var sums = part.Sums.Concat(Sums).GroupBy(sum => sum.Fate).OrderBy(fate => fate.Key).Select(fate => new FateSum(fate.Key, fate.Sum(sum => sum.Quantity)));
        var after = this with
        {
            Ledgers = Ledgers.With(ledger with { Through = part.Through, Lots = [.. ledger.Lots.Union(part.Lots, StringComparer.Ordinal)] }), Sums = [.. sums], Clients = clients,
        };
        return State == RecallState.Closed && after.OpenTasks > 0 ? after.Moved(RecallLife.Found, RecallState.Open) with { Conclusion = null, ApprovedBy = null, EndedBy = null, EndedAt = null } : after;
    }

    // A fold that would leave the table is a broken invariant.
    private Recall Moved(string verb, RecallState to) => this with { State = RecallLife.Table.Checked(State!.Value, verb, to) };

    private static bool IsOpen(KnownTask task) => task.State is RecallTaskState.Open or RecallTaskState.Taken;
}

/// <summary>How far a store's ledger is read.</summary>
/// <param name="Name">The store.</param>
/// <param name="Through">The last version read; 0 for none.</param>
/// <param name="Lots">Names of the goods' lots there.</param>
public sealed record ReadLedger(string Name, long Through, ImmutableArray<string> Lots) : INamed;

/// <summary>Who got goods.</summary>
/// <param name="Name">The client's number.</param>
/// <param name="Stores">In ordinal order.</param>
public sealed record KnownClient(
    string Name, decimal Got, decimal Returned, ImmutableArray<string> Stores, DateTimeOffset Since, bool Late, KnownTask Notify, KnownTask Recover, int Uses = 0) : INamed
{
    /// <summary>Nothing is known of them yet.</summary>
    public static KnownClient New(FoundClient found) => new(found.Client, 0, 0, [], found.Since, false, KnownTask.Open, KnownTask.Open);

    /// <summary>With what more they got or brought back. Who gets more after they were told has to be told again.</summary>
    public KnownClient With(FoundClient found, string store) => this with
    {
        Got = Got + found.Got,
        Returned = Returned + found.Returned,
        Stores = Stores.Contains(store, StringComparer.Ordinal) ? Stores : [.. Stores.Append(store).Order(StringComparer.Ordinal)],
        Since = found.Since < Since ? found.Since : Since,
        Late = Late || found.Late,
        Uses = Uses + found.Uses,
        Notify = found.Got + found.Uses > 0 && Notify.At is not null ? Notify with { State = RecallTaskState.Open } : Notify,
        Recover = found.Got + found.Uses > 0 && Recover.At is not null ? Recover with { State = RecallTaskState.Open } : Recover,
    };

    /// <summary>With what somebody said of a task.</summary>
    public KnownClient With(RecallTaskSet set, EventInfo info)
    {
        var task = new KnownTask(set.State, set.Note, info.Actor, info.At);
        return set.Task == RecallTask.Notify ? this with { Notify = task } : this with { Recover = task };
    }
}

/// <summary>How far a task is.</summary>
/// <param name="At">When somebody said so; null for never.</param>
public sealed record KnownTask(RecallTaskState State, string? Note, string? By, DateTimeOffset? At)
{
    /// <summary>Nobody has taken it.</summary>
    public static KnownTask Open { get; } = new(RecallTaskState.Open, null, null, null);
}
