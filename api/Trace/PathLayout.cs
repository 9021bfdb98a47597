namespace BeautyGrains.Api.Trace;

/// <summary>A card with its place in the picture.</summary>
/// <param name="X">Of its left side.</param>
/// <param name="Y">Of its top.</param>
internal sealed record PlacedCard(Card Card, double X, double Y, double Height)
{
    /// <summary>The middle of its side, where ways end.</summary>
    public double Middle => Y + Height / 2;
}

/// <summary>
/// Lays a graph out from left to right: every card behind all that lead to it, cards of a column in the order of what leads to them, so that few ways cross
/// (layers and barycentres, after Sugiyama, Tagawa and Toda, 1981).
/// </summary>
internal sealed class PathLayout
{
    public const double CardWidth = 252;
    public const double LineHeight = 17;
    private const double ColumnGap = 80;
    private const double RowGap = 18;
    private const double Padding = 22;
    private const int Sweeps = 6;

    private readonly Dictionary<string, PlacedCard> _placed = new(StringComparer.Ordinal);

    private PathLayout() { }

    public IReadOnlyCollection<PlacedCard> Cards => _placed.Values;

    public double Width { get; private set; }

    public double Height { get; private set; }

    public PlacedCard this[string id] => _placed[id];

    /// <param name="top">Room left free above.</param>
    public static PathLayout Of(PathGraph graph, double top)
    {
        var layout = new PathLayout();
        var columns = Columns(graph);
        Order(columns, graph);
        double Tall(List<Card> column) => column.Sum(HeightOf) + RowGap * Math.Max(0, column.Count - 1);
        var tallest = columns.Select(Tall).DefaultIfEmpty(0).Max();
        for (var i = 0; i < columns.Count; i++)
        {
            var y = top + Padding + (tallest - Tall(columns[i])) / 2;
            foreach (var card in columns[i])
            {
                layout._placed[card.Id] = new(card, Padding + i * (CardWidth + ColumnGap), y, HeightOf(card));
                y += HeightOf(card) + RowGap;
            }
        }
        layout.Width = 2 * Padding + Math.Max(2, columns.Count) * CardWidth + Math.Max(1, columns.Count - 1) * ColumnGap;
        layout.Height = top + 2 * Padding + tallest;
        return layout;
    }

    private static double HeightOf(Card card) => 34 + card.Lines.Count * LineHeight + (card.Lines.Count > 0 ? 6 : 0);

    /// <summary>The cards by how long the longest way to them is.</summary>
    private static List<List<Card>> Columns(PathGraph graph)
    {
        var onward = graph.Ways.ToLookup(way => way.From, way => way.To, StringComparer.Ordinal);
        var depth = new Dictionary<string, int>(StringComparer.Ordinal);
        // In order of their end, the last first: a way to a card whose end is still to come leads back and does not count.
        var ended = new List<string>();
        var state = new Dictionary<string, bool>(StringComparer.Ordinal);
        var back = new HashSet<(string, string)>();
        foreach (var card in graph.Cards) Visit(card.Id);
        ended.Reverse();
        foreach (var id in ended)
        {
            var at = depth.GetValueOrDefault(id);
            foreach (var to in onward[id])
                if (!back.Contains((id, to))) depth[to] = Math.Max(depth.GetValueOrDefault(to), at + 1);
        }
        var columns = new List<List<Card>>();
        foreach (var card in graph.Cards)
        {
            var at = depth.GetValueOrDefault(card.Id);
            while (columns.Count <= at) columns.Add([]);
            columns[at].Add(card);
        }
        return columns;

        void Visit(string from)
        {
            if (!state.TryAdd(from, false)) return;
            // A stack of its own: paths may be long.
            var stack = new Stack<(string Id, IEnumerator<string> Next)>();
            stack.Push((from, onward[from].GetEnumerator()));
            while (stack.Count > 0)
            {
                var (id, next) = stack.Peek();
                if (!next.MoveNext())
                {
                    state[id] = true;
                    ended.Add(id);
                    stack.Pop();
                }
                else if (state.TryAdd(next.Current, false)) stack.Push((next.Current, onward[next.Current].GetEnumerator()));
                else if (!state[next.Current]) back.Add((id, next.Current));
            }
        }
    }

    private static void Order(List<List<Card>> columns, PathGraph graph)
    {
        var (into, onward) = (graph.Ways.ToLookup(way => way.To, way => way.From, StringComparer.Ordinal), graph.Ways.ToLookup(way => way.From, way => way.To, StringComparer.Ordinal));
        var place = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var column in columns) Number(column);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var beside = sweep % 2 == 0 ? into : onward;
            foreach (var column in sweep % 2 == 0 ? columns : Enumerable.Reverse(columns))
            {
                // A stable sort: who has no neighbour stays where it is.
                var sorted = column.Select((card, i) => (Card: card, At: beside[card.Id].Any() ? beside[card.Id].Average(other => place[other]) : place[card.Id], i)).OrderBy(one => one.At).ThenBy(one => one.i).Select(one => one.Card).ToList();
                column.Clear();
                column.AddRange(sorted);
                Number(column);
            }
        }

        void Number(List<Card> column)
        {
            for (var i = 0; i < column.Count; i++) place[column[i].Id] = (i + 0.5) / column.Count;
        }
    }
}
