using System.Collections.Concurrent;
using System.Text.Json;
using BeautyGrains.Bench.Pos.Http;
using BeautyGrains.Bench.Pos.Load;
using BeautyGrains.Bench.Pos.Record;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Audit;

/// <summary>Settles what is still unknown, then reads everything that the record speaks of.</summary>
public sealed class ReadBack(Book book, Till till, Pages pages, int width)
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>Sends every command without a known outcome again until it has one; what stays unknown is in the audit.</summary>
    public Task Settle(CancellationToken stop) =>
        Each.InParallel(book.Commands.Where(command => command.IsUnknown).ToList(), width, async command =>
        {
            try
            {
                await till.SendUntilKnown(command, stop);
            }
            catch (ServerGoneException)
            {
                book.Saw(new(command.Ask.Path, $"the outcome of {command.Ask.Kind} stays unknown"));
            }
        });

    /// <summary>Lets the short holds end first, so that what is open stays open while it is read.</summary>
    public async Task<Picture> Read(Action<int> total, Action step, CancellationToken stop)
    {
        var commands = book.Commands.SelectMany(command => command.Split()).ToList();
        await ShortHoldsEnd(commands, stop);
        var began = DateTimeOffset.UtcNow;
        var keys = book.Baselines.Keys.ToList();
        var reservations = PathsOf(commands, CommandKind.Reserve);
        var baskets = PathsOf(commands, CommandKind.BasketPut);
        var transfers = PathsOf(commands, CommandKind.TransferPut);
        var movements = commands.Where(command => Movement.Is(command.Ask.Kind) && (command.Ambiguous || command.Number % 10 == 0)).Select(command => command.Ask.Path).Distinct().ToList();
        total((keys.Count * 2) + reservations.Count + baskets.Count + transfers.Count + movements.Count);
        return new(
            await All(keys, async key => StockRead.From((await pages.Get(key.Path, stop)).GetValueOrDefault()), step),
            await All(keys, async key => (IReadOnlyList<MovementRead>)await Ledger(key, stop), step),
            await All(reservations, path => One(path, ReservationRead.From, stop), step),
            await All(movements, path => One(path, MovementRead.From, stop), step),
            await All(baskets, path => One(path, BasketRead.From, stop), step),
            await All(transfers, path => One(path, TransferRead.From, stop), step),
            began);
    }

    private static List<string> PathsOf(IEnumerable<Command> commands, CommandKind kind) =>
        [.. commands.Where(command => command.Ask.Kind == kind).Select(command => command.Ask.Path).Distinct()];

    private static async Task ShortHoldsEnd(IEnumerable<Command> commands, CancellationToken stop)
    {
        var now = DateTimeOffset.UtcNow;
        var last = commands.Where(command => command.IsAcknowledged)
            .Select(command => command.Answer.Instant("expiresAt") ?? default)
            .Where(end => end < now + Short)
            .DefaultIfEmpty(now - Grace).Max();
        if (last + Grace > now) await Task.Delay(last + Grace - now, stop);
    }

    private async Task<List<MovementRead>> Ledger(StockKey key, CancellationToken stop)
    {
        var entries = new List<MovementRead>();
        await foreach (var entry in pages.All($"{key.Path}/ledger", stop)) entries.Add(MovementRead.From(entry));
        return entries;
    }

    private async Task<T?> One<T>(string path, Func<JsonElement, T> read, CancellationToken stop)
        where T : class => await pages.Get(path, stop) is { } answer ? read(answer) : null;

    private async Task<IReadOnlyDictionary<TKey, TValue>> All<TKey, TValue>(IEnumerable<TKey> keys, Func<TKey, Task<TValue>> read, Action step)
        where TKey : notnull
    {
        var all = new ConcurrentDictionary<TKey, TValue>();
        await Each.InParallel(keys, width, async key =>
        {
            all[key] = await read(key);
            step();
        });
        return all;
    }
}
