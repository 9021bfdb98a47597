using System.Collections.Concurrent;
using System.Text.Json;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Record;

/// <summary>What a stock was before the first command.</summary>
public sealed record Baseline(decimal OnHand, decimal Reserved, long Version);

/// <summary>The terminals' own record: every command, what was acknowledged, and what stood before. Safe for several threads.</summary>
public sealed class Book(RecordFile? file = null)
{
    private readonly ConcurrentDictionary<long, Command> _commands = new();
    private readonly ConcurrentDictionary<StockKey, Baseline> _baselines = new();
    private readonly ConcurrentQueue<Difference> _seen = new();
    private long _last;

    /// <summary>In the order in which they were asked.</summary>
    public IEnumerable<Command> Commands => _commands.Values.OrderBy(command => command.Number);

    /// <summary>The stocks of this record, as they were before the first command.</summary>
    public IReadOnlyDictionary<StockKey, Baseline> Baselines => _baselines;

    /// <summary>What was seen to be wrong while the load ran.</summary>
    public IReadOnlyCollection<Difference> Seen => _seen;

    /// <summary>Takes down what stands before the first command; a later baseline of the same stock changes nothing.</summary>
    public void Begin(StockKey key, StockRead stock)
    {
        var baseline = new Baseline(stock.OnHand, stock.Reserved, stock.Version);
        if (_baselines.TryAdd(key, baseline)) file?.Write(new RecordLine { Baseline = baseline, Store = key.Store, Sku = key.Sku });
    }

    /// <summary>Takes down a command before it is sent.</summary>
    public Command Open(Ask ask)
    {
        var command = new Command(Interlocked.Increment(ref _last), ask);
        _commands[command.Number] = command;
        file?.Write(new RecordLine { Number = command.Number, Ask = ask });
        return command;
    }

    /// <summary>Takes down an answer before anybody acts on it.</summary>
    public void Settle(Command command, int status, JsonElement body)
    {
        file?.Write(new RecordLine { Number = command.Number, Status = status, Ambiguous = command.Ambiguous, Answer = body.ValueKind == JsonValueKind.Undefined ? null : body });
        command.Settle(status, body);
    }

    /// <summary>Takes down that something was seen that must not be.</summary>
    public void Saw(Difference difference)
    {
        file?.Write(new RecordLine { Seen = difference });
        _seen.Enqueue(difference);
    }

    /// <summary>Reads lines of an earlier run back in. Commands without an answer stay unknown and ambiguous.</summary>
    public void Take(IEnumerable<RecordLine> lines)
    {
        var shift = _last;
        foreach (var line in lines)
        {
            if (line.Baseline is { } baseline) _baselines.TryAdd(new(line.Store!, line.Sku!), baseline);
            else if (line.Seen is { } seen) _seen.Enqueue(seen);
            else if (line.Ask is { } ask) Add(new(shift + line.Number, ask) { Ambiguous = true });
            else if (line.Status > 0 && _commands.TryGetValue(shift + line.Number, out var command))
            {
                command.Ambiguous = line.Ambiguous;
                command.Settle(line.Status, line.Answer ?? default);
            }
        }
    }

    private void Add(Command command)
    {
        _commands[command.Number] = command;
        _last = Math.Max(_last, command.Number);
    }
}
