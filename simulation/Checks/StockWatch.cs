using System.Collections.Immutable;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>One stock as its journal has it, and what must be so of every entry. Totals are added up here once more, on their own.</summary>
internal sealed partial class StockWatch(string key, JournalWatch journal)
{
    private readonly Dictionary<string, Remembered> _commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (StockReserved Made, EventInfo Info)> _made = new(StringComparer.Ordinal);
    private readonly List<Versioned<Stock>> _states = [];
    private readonly List<string?> _remembered = [];
    private readonly HashSet<string> _forgotten = new(StringComparer.Ordinal);
    private readonly HashSet<string> _everForgotten = new(StringComparer.Ordinal);
    private readonly List<(long Ticks, long Version)> _seen = [];
    private readonly StockKey _key = StockKey.Parse(key);
    // The reservation that the last entry let expire again, or null.
    private string? _letGo;
    private int _ended;

    /// <summary>"store/sku".</summary>
    public string Key => key;

    /// <summary>After the last durable event.</summary>
    public Versioned<Stock> Now { get; private set; } = new(StockKind.Instance.Empty(key), 0, DateTimeOffset.MinValue);

    public Remembered? Command(string id) => _commands.GetValueOrDefault(id);

    public MovementView? Movement(string command) =>
        _commands.GetValueOrDefault(command) is { Happened: StockMoved moved, Info: var info } ? StockViews.Movement(moved, info) : null;

    public ReservationView? FirstAnswer(string id) => _made.TryGetValue(id, out var made) ? StockViews.FirstAnswer(made.Made, made.Info) : null;

    /// <summary>How a reservation ended; null when it has not.</summary>
    public ReservationView? EndOf(string id) => _commands.GetValueOrDefault(CommandIds.Reservation(id)) is { Happened: ReservationEnded } end
        ? StockViews.Reservation(StockKind.Instance.Empty(key), id, end.Info.At, [end])
        : null;

    /// <summary>An open reservation as it stood at its version.</summary>
    public ReservationView? AsOf(ReservationView told)
    {
        if (At(told.Version) is not { } then || !then.State.Open.TryGetValue(told.Id, out var open)) return null;
        // Time may have passed between the decision and the answer.
        return StockViews.Open(open, told.State == ReservationState.Expired ? DateTimeOffset.MaxValue : then.At);
    }

    public LotView? LotAt(LotView told) => At(told.Version) is { } then && then.State.Lots.TryGetValue(told.Lot, out var lot)
        ? StockViews.Lot(new(then.State, then.At), lot)
        : null;

    public FactView? Fact(string id) => _commands.GetValueOrDefault(CommandIds.Fact(id)) is { } fact
        ? StockViews.Fact(StockKind.Instance.Empty(key), id, [fact])
        : null;

    public IncidentView? Closed(string id) => _commands.GetValueOrDefault(CommandIds.Incident(id)) is { } closed
        ? StockViews.Incident(StockKind.Instance.Empty(key), id, [closed])
        : null;

    /// <summary>Takes note of ids that the journal remembers no more.</summary>
    /// <param name="remembered">Those that it does.</param>
    /// <param name="before">Only what is older may be forgotten.</param>
    public void Forget(IReadOnlySet<string> remembered, DateTimeOffset before)
    {
        foreach (var (id, command) in _commands)
        {
            if (remembered.Contains(id)) continue;
            if (command.Info.At >= before && !_forgotten.Contains(id)) throw Wrong("Ids are remembered throughout their window.", $"{id} of {command.Info.At:O} is forgotten, before {before:O}");
            _forgotten.Add(id);
            _everForgotten.Add(id);
        }
    }

    /// <summary>True once the journal has forgotten an id, also where it is known again, or is still at hand.</summary>
    public bool WasForgotten(string id) => _everForgotten.Contains(id);

    // Grains that have come to life since know of it no more; one that has lived on may.
    private bool IsForgotten(string id) => _forgotten.Contains(id);

    /// <summary>The state as of a version; null when there is no such version yet. What states share is kept once.</summary>
    public Versioned<Stock>? At(long version) => version >= 1 && version <= _states.Count ? _states[(int)version - 1] : null;

    /// <summary>Commands that a grain at that version remembers, newest first, from a number of versions at most; older ones than it has to are not among them.</summary>
    public IEnumerable<string> Remembered(Versioned<Stock> then, long versions)
    {
        for (var version = then.Version; version > 0 && version > then.Version - versions; version--)
        {
            if (then.At - At(version)!.At > IdMemory.LongestWindow) break;
            if (_remembered[(int)version - 1] is { } id) yield return id;
        }
    }

    public long VersionBefore(long ticks)
    {
        for (var place = _seen.Count - 1; place >= 0; place--)
            if (_seen[place].Ticks <= ticks) return _seen[place].Version;
        return 0;
    }

    public void Take(RecordedEvent entry)
    {
        var happened = StockKind.Instance.Events.Read(entry);
        if (entry.At < Now.At) throw Wrong("Time of a stream never goes back.", $"version {entry.Version}: {entry.At:O} after {Now.At:O}");
        if (entry.At > Now.At)
        {
            CheckNothingOverdue();
            _ended = 0;
        }
        Check(happened, new(entry.Version, entry.At, entry.Actor));
        var info = new EventInfo(entry.Version, entry.At, entry.Actor);
        Now = new(StockKind.Instance.Evolve(Now.State, happened, info), entry.Version, entry.At);
        _states.Add(Now);
        _letGo = (happened as ReservationUnpinned)?.Id;
        if (happened is ReservationExpired) _ended++;
        var done = CommandIds.Of(happened);
        // A reservation or container that is open is found among the open ones.
        _remembered.Add(happened is StockReserved or ContainerOpened ? null : done?.Id);
        if (done is { } command)
        {
            _commands[command.Id] = new(happened, info);
            _forgotten.Remove(command.Id);
        }
        if (happened is StockReserved made) _made[made.Id] = (made, info);
    }

    private Violation Wrong(string invariant, string found) => new(invariant, $"{key}: {found}.");
}
