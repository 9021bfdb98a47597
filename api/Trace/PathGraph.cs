namespace BeautyGrains.Api.Trace;

/// <summary>What a card of the picture stands for; the words of its style.</summary>
internal enum CardKind
{
    /// <summary>Who sold the goods to the chain.</summary>
    Supplier,
    /// <summary>Goods that came in, with their papers.</summary>
    Receipt,
    /// <summary>A lot in a store.</summary>
    Stock,
    /// <summary>A lot made into another.</summary>
    Repack,
    /// <summary>Opened containers of a lot.</summary>
    Opened,
    /// <summary>Clients, one or many.</summary>
    Clients,
}

/// <summary>A card of the picture.</summary>
/// <param name="Id">Tells it from the others.</param>
/// <param name="Title">Stands on top.</param>
/// <param name="Lines">Stand below it.</param>
/// <param name="IsFocus">It is what was asked for.</param>
internal sealed record Card(string Id, CardKind Kind, string Title, IReadOnlyList<string> Lines, bool IsFocus = false);

/// <summary>Goods that went from one card to another.</summary>
/// <param name="Label">Such as a quantity.</param>
internal sealed record Way(string From, string To, string Label);

/// <summary>Cards and the ways between them. Ways that lead back into themselves are drawn, but give no order.</summary>
internal sealed class PathGraph
{
    private readonly Dictionary<string, Card> _cards = new(StringComparer.Ordinal);
    private readonly List<Way> _ways = [];

    /// <summary>In the order in which they were put.</summary>
    public IReadOnlyCollection<Card> Cards => _cards.Values;

    /// <summary>In the order in which they were put.</summary>
    public IReadOnlyList<Way> Ways => _ways;

    /// <summary>Is there a card of that id?</summary>
    public bool Has(string id) => _cards.ContainsKey(id);

    /// <summary>Puts a card; one of the same id that is there stays.</summary>
    public void Put(Card card) => _cards.TryAdd(card.Id, card);

    /// <summary>Puts a way between two cards that are there.</summary>
    public void Put(Way way)
    {
        if (Has(way.From) && Has(way.To) && way.From != way.To) _ways.Add(way);
    }

    /// <summary>Leaves only what leads to some cards, and these.</summary>
    public void KeepLeadingTo(IEnumerable<string> ids)
    {
        var kept = new HashSet<string>(ids.Where(Has), StringComparer.Ordinal);
        var into = _ways.ToLookup(way => way.To, way => way.From, StringComparer.Ordinal);
        var waiting = new Queue<string>(kept);
        while (waiting.TryDequeue(out var id))
            foreach (var from in into[id])
                if (kept.Add(from)) waiting.Enqueue(from);
        foreach (var gone in _cards.Keys.Where(id => !kept.Contains(id)).ToList()) _cards.Remove(gone);
        _ways.RemoveAll(way => !kept.Contains(way.From) || !kept.Contains(way.To));
    }
}
