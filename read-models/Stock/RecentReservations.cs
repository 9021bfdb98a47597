using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>
/// The reservations that were written last, of all stocks: most end soon after they are made, and what ends them is then folded without reading
/// them back. What it does not know is read from its row.
/// </summary>
/// <param name="most">How many; above 0.</param>
internal sealed class RecentReservations(int most)
{
    private readonly Dictionary<(string Stock, string Id), Reservation> _known = [];
    private readonly Queue<(string Stock, string Id)> _byAge = [];

    /// <summary>How many it knows.</summary>
    public int Count => _known.Count;

    /// <summary>The reservation as its row has it, or null.</summary>
    /// <param name="stock">The stock's key.</param>
    public Reservation? Find(string stock, string id) => _known.GetValueOrDefault((stock, id));

    /// <summary>Remembers what was written.</summary>
    public void Set(string stock, Reservation one)
    {
        if (_known.TryAdd((stock, one.Id), one)) _byAge.Enqueue((stock, one.Id));
        else _known[(stock, one.Id)] = one;
        // Those that have ended leave their names behind, which may since have come again and then go early.
        while (_byAge.Count > most) _known.Remove(_byAge.Dequeue());
    }

    /// <summary>Forgets what has ended.</summary>
    public void Remove(string stock, string id) => _known.Remove((stock, id));
}
