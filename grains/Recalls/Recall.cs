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
/// <param name="Goods">What it is about, in the order in which it goes through the stores for it: first what it was begun for, then what was made of that.</param>
/// <param name="At">Which of the goods it goes through the stores for; when it is lifted, which of the products.</param>
/// <param name="Waiting">What was found to be made of the goods, by product, and not yet gone through for.</param>
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
    DateTimeOffset? EndedAt,
    ImmutableArray<RecalledGoods> Goods,
    int At,
    ImmutableArray<RecalledGoods> Waiting)
{
    /// <summary>Before the first event.</summary>
    public static Recall Empty { get; } = new(null, null, "", default, null, false, "", 0, [], default, [], default, [], null, null, null, null, [], 0, []);

    /// <summary>The products concerned, its own first, then in ordinal order.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Skus => Begun is { } begun
        ? [begun.Sku, .. Goods.Select(one => one.Sku).Where(sku => sku != begun.Sku).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : [];

    /// <summary>All numbers of a product that it is about, those too that it has still to go through the stores for.</summary>
    public ImmutableArray<string> NumbersOf(string sku) =>
        [.. Goods.Concat(Waiting).Where(one => one.Sku == sku).SelectMany(one => one.LotNos).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>How a product is named where the recall's own goes without saying.</summary>
    public string? Made(string sku) => sku == Begun!.Sku ? null : sku;

    /// <summary>Goes through stores.</summary>
    [JsonIgnore]
    public bool IsUnderway => State is RecallState.Freezing or RecallState.Lifting;

    /// <summary>Tasks that are neither done nor given up.</summary>
    [JsonIgnore]
    public int OpenTasks => Clients.Sum(client => (IsOpen(client.Notify) ? 1 : 0) + (IsOpen(client.Recover) ? 1 : 0));

    /// <summary>Of them, clients who are not told yet.</summary>
    [JsonIgnore]
    public int OpenNotices => Clients.Count(client => IsOpen(client.Notify));

    /// <summary>How far a ledger is read.</summary>
    /// <param name="name">As <see cref="ReadLedger.NameOf"/> gives it.</param>
    public ReadLedger LedgerOf(string name) => Ledgers.TryGetValue(name, out var known) ? known : new(name, 0, []);

    /// <summary>How much had a fate, signed as the ledger is.</summary>
    /// <param name="made">The product, of goods made of the recalled ones; null for the recall's own.</param>
    public decimal SumOf(RecallFate fate, string? made = null) => Sums.FirstOrDefault(sum => sum.Fate == fate && sum.Sku == made)?.Quantity ?? 0;

    /// <summary>After an event.</summary>
    public Recall Next(RecallEvent happened, EventInfo info) => happened switch
    {
        RecallBegun begun => this with { State = RecallState.Freezing, Begun = begun, BegunBy = info.Actor, BegunAt = info.At, Goods = [new(begun.Sku, [.. begun.LotNos])] },
        RecallOnList => this with { OnList = true },
        RecallStoresFrozen frozen => Freeze(frozen, info),
        RecallLedgersRead read => read.Parts.Aggregate(this, (state, part) => state.Read(part)),
        RecallTaskSet set => this with { Clients = Clients.With(Clients[set.Client].With(set, info)) },
        RecallReported told => this with { Reports = Reports.Add(new(told.Note, told.Document, info.Actor, info.At)) },
        RecallClosed closed => Moved(RecallLife.Close, RecallState.Closed) with { Conclusion = closed.Conclusion, ApprovedBy = closed.ApprovedBy, EndedBy = info.Actor, EndedAt = info.At },
        RecallLiftAsked asked => Moved(RecallLife.Lift, RecallState.Lifting) with { Conclusion = asked.Conclusion, ApprovedBy = asked.ApprovedBy, EndedBy = info.Actor, EndedAt = null, After = "", OnList = false, At = 0 },
        RecallStoresLifted { Last: { } last } => this with { After = last },
        RecallStoresLifted when At + 1 < Skus.Length => this with { After = "", At = At + 1 },
        RecallStoresLifted => Moved(RecallLife.Thawed, RecallState.Lifted) with { After = "", EndedAt = info.At },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a recall."),
    };

    private Recall Freeze(RecallStoresFrozen frozen, EventInfo info)
    {
        var here = this with { StoresAsked = StoresAsked + (At == 0 ? frozen.Asked : 0), Found = [.. Found, .. frozen.Found], Waiting = With(frozen.Made ?? []) };
        if (frozen.Last is { } last) return here with { After = last };
        if (here.Waiting.IsEmpty) return here.Moved(RecallLife.Frozen, RecallState.Open) with { After = "", FrozenAt = info.At };
        var next = here.Waiting[0];
        RecalledGoods some = next with { LotNos = [.. next.LotNos.Take(StockRules.MostRecalledLots)] };
        return here with
        {
            After = "", OnList = false, At = At + 1, Goods = Goods.Add(some),
            Waiting = next.LotNos.Count > some.LotNos.Count ? here.Waiting.SetItem(0, next with { LotNos = [.. next.LotNos.Skip(some.LotNos.Count)] }) : here.Waiting.RemoveAt(0),
        };
    }

    private ImmutableArray<RecalledGoods> With(IEnumerable<RecalledGoods> made)
    {
        var known = Goods.SelectMany(one => one.LotNos.Select(number => (one.Sku, number))).ToHashSet();
        return
        [
            .. Waiting.Concat(made).GroupBy(one => one.Sku, StringComparer.Ordinal).OrderBy(one => one.Key, StringComparer.Ordinal)
                .Select(of => new RecalledGoods(of.Key, [.. of.SelectMany(one => one.LotNos).Where(number => !known.Contains((of.Key, number))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]))
                .Where(one => one.LotNos.Count > 0),
        ];
    }

    private Recall Read(LedgerPart part)
    {
        var ledger = LedgerOf(part.Ledger);
        var clients = Clients;
        foreach (var found in part.Clients) clients = clients.With((clients.TryGetValue(found.Client, out var known) ? known : KnownClient.New(found)).With(found, part.Store, part.Sku));
        var sums = part.Sums.Select(sum => sum with { Sku = part.Sku }).Concat(Sums).GroupBy(sum => (sum.Sku, sum.Fate))
            .OrderBy(of => of.Key.Sku, StringComparer.Ordinal).ThenBy(of => of.Key.Fate).Select(of => new FateSum(of.Key.Fate, of.Sum(sum => sum.Quantity), of.Key.Sku));
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

/// <summary>How far a ledger is read.</summary>
/// <param name="Name">The store; with the product, where it is of goods made of the recalled ones.</param>
/// <param name="Through">The last version read; 0 for none.</param>
/// <param name="Lots">Names of the goods' lots there.</param>
public sealed record ReadLedger(string Name, long Through, ImmutableArray<string> Lots) : INamed
{
    /// <summary>What a ledger is known by.</summary>
    public static string NameOf(string store, string? made) => made is null ? store : StockKey.Of(store, made);
}

/// <summary>Who got goods.</summary>
/// <param name="Name">The client's number.</param>
/// <param name="Got">Of the recall's own product.</param>
/// <param name="Stores">In ordinal order.</param>
/// <param name="Made">Of goods made of the recalled ones, by product; null for none.</param>
public sealed record KnownClient(
    string Name, decimal Got, decimal Returned, ImmutableArray<string> Stores, DateTimeOffset Since, bool Late, KnownTask Notify, KnownTask Recover, int Uses = 0, EquatableList<RecallClientGoods>? Made = null) : INamed
{
    /// <summary>Nothing is known of them yet.</summary>
    public static KnownClient New(FoundClient found) => new(found.Client, 0, 0, [], found.Since, false, KnownTask.Open, KnownTask.Open);

    /// <summary>With what more they got or brought back. Who gets more after they were told has to be told again.</summary>
    /// <param name="made">The product, of goods made of the recalled ones; null for the recall's own.</param>
    public KnownClient With(FoundClient found, string store, string? made = null) => this with
    {
        Got = Got + (made is null ? found.Got : 0),
        Returned = Returned + (made is null ? found.Returned : 0),
        Made = made is null ? Made : [.. (Made ?? []).Append(new(made, found.Got, found.Returned)).GroupBy(one => one.Sku, StringComparer.Ordinal)
            .OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new RecallClientGoods(one.Key, one.Sum(got => got.Got), one.Sum(got => got.Returned)))],
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
