namespace BeautyGrains.Grains;

/// <summary>A settlement; see <see cref="SettlementView"/>.</summary>
public sealed record Settlement(
    string Id, SettlementState State, DateTimeOffset? From, DateTimeOffset Until, int Lines, EquatableList<Money> Totals, string? Note, DateTimeOffset ChangedAt, long Version);

/// <summary>What is settled with an owner.</summary>
/// <param name="Settlements">Oldest first; there is one for each period, so that they stay few.</param>
public sealed record OwnerAccount(ImmutableArray<Settlement> Settlements)
{
    /// <summary>Before the first settlement.</summary>
    public static OwnerAccount Empty { get; } = new([]);

    /// <summary>The newest that was not given up, or null.</summary>
    public Settlement? Newest() => Settlements.LastOrDefault(one => one.State != SettlementState.Cancelled);

    /// <summary>A settlement by its id, or null.</summary>
    public Settlement? Find(string id) => Settlements.FirstOrDefault(one => one.Id == id);

    /// <summary>The account after an event.</summary>
    public OwnerAccount After(OwnerAccountEvent happened, EventInfo info) => happened switch
    {
        SettlementDrafted it => new(Settlements.Add(new(it.Id, SettlementState.Draft, it.From, it.Until, it.Lines, it.Totals, null, info.At, info.Version))),
        SettlementMoved it => new([.. Settlements.Select(one => one.Id == it.Id ? one with { State = it.To, Note = it.Note, ChangedAt = info.At, Version = info.Version } : one)]),
        _ => throw new InvalidOperationException($"No transition for {happened.GetType().Name}."),
    };
}

/// <summary>What happens to an owner's account.</summary>
public abstract record OwnerAccountEvent;

/// <summary>A period was settled.</summary>
/// <param name="Totals">By currency, in minor units.</param>
public sealed record SettlementDrafted(string Id, DateTimeOffset? From, DateTimeOffset Until, int Lines, EquatableList<Money> Totals) : OwnerAccountEvent;

/// <summary>A settlement went on.</summary>
public sealed record SettlementMoved(string Id, SettlementState To, string Note) : OwnerAccountEvent;
