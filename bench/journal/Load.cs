using System.Diagnostics;
using System.Globalization;
using System.Text;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Postgres;
using BeautyGrains.Journal.Sqlite;

namespace BeautyGrains.Bench.Journal;

/// <summary>What is asked of a run.</summary>
internal sealed record Settings(string Storage, int Callers, int Streams, int Events, TimeSpan Measured, TimeSpan WarmUp, bool Follow);

/// <summary>Callers that append until time is up, each to streams of its own.</summary>
internal sealed class Load(IJournal journal, Settings settings)
{
    // A prime, so that neighbouring appends touch streams that lie far apart.
    private const long Stride = 7_919;

    private readonly CancellationTokenSource _end = new();
    private readonly List<double>[] _took = [.. Enumerable.Range(0, settings.Callers).Select(_ => new List<double>(1_000))];
    private long _followed;
    private volatile bool _measuring;

    public static async Task Run(Settings settings)
    {
        IJournal journal = settings.Storage.StartsWith("Host=", StringComparison.Ordinal)
            ? new PostgresJournal(new(settings.Storage, TimeProvider.System))
            : new SqliteJournal(new(settings.Storage, TimeProvider.System));
        await using var closed = (IAsyncDisposable)journal;
        await new Load(journal, settings).Measure();
    }

    private async Task Measure()
    {
        var process = Process.GetCurrentProcess();
        var statistics = journal is SqliteJournal sqlite ? sqlite.Statistics : ((PostgresJournal)journal).Statistics;
        var isNew = await journal.Head() == JournalPosition.Start;
        var follower = settings.Follow ? Follow() : Task.CompletedTask;
#pragma warning disable RS0030 // The load is the outside of the program that is measured.
        var callers = Enumerable.Range(0, settings.Callers).Select(number => Task.Run(() => Call(number, isNew))).ToList();
#pragma warning restore RS0030
        await Task.Delay(settings.WarmUp, TimeProvider.System);
        var (batches, events, cpu, bytes, started) = (statistics.Batches, statistics.Events, process.TotalProcessorTime, BytesWritten(), Stopwatch.GetTimestamp());
        _measuring = true;
        await Task.Delay(settings.Measured, TimeProvider.System);
        _measuring = false;
        process.Refresh();
        var (written, seconds) = (statistics.Events - events, Stopwatch.GetElapsedTime(started).TotalSeconds);
        var (spent, commits) = (process.TotalProcessorTime - cpu, Math.Max(1, statistics.Batches - batches));
        var wrote = BytesWritten() - bytes;
        await _end.CancelAsync();
        await Task.WhenAll([.. callers, follower]);
        var appends = (double)written / settings.Events;
        var took = _took.SelectMany(one => one).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"RESULT {appends / seconds:F0} {spent.TotalMicroseconds / appends:F2} {(double)written / commits:F1} {took[took.Count / 2]:F3} {took[took.Count * 99 / 100]:F3} {_followed} {wrote / appends:F0}"));
    }

    /// <summary>What this process had the system write to disks so far; 0 where the system does not tell.</summary>
    private static long BytesWritten() => File.Exists("/proc/self/io")
        ? long.Parse(File.ReadLines("/proc/self/io").Single(line => line.StartsWith("write_bytes:", StringComparison.Ordinal))["write_bytes:".Length..], CultureInfo.InvariantCulture)
        : 0;

    private async Task Call(int caller, bool isNew)
    {
        var mine = Math.Max(1, settings.Streams / settings.Callers);
        var writers = new IStreamWriter?[mine];
        for (var append = 0L; !_end.IsCancellationRequested; append++)
        {
            var at = (int)(append * Stride % mine);
            var stream = new StreamKey("stock", string.Create(CultureInfo.InvariantCulture, $"store-{at % 100:D3}/sku-{caller:D5}-{at:D6}"));
            writers[at] ??= journal.Open(stream, isNew ? 0 : await journal.LastVersion(stream));
            var entries = Entries(caller, append);
            var started = Stopwatch.GetTimestamp();
            await writers[at]!.Append(journal.Enter(entries.Length), entries);
            if (_measuring) _took[caller].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private NewEvent[] Entries(int caller, long append)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = string.Create(CultureInfo.InvariantCulture, $"r{now.Ticks % 100_000_000}-{caller}-{append}");
        var payload = Encoding.UTF8.GetBytes(
            $$"""{"id":"{{id}}","quantity":1,"lots":[{"lot":"L-2026-03","quantity":1}],"expiresAt":"2026-11-22T10:00:00+00:00","pinned":false,"unit":"piece","request":"QkVBVVRZR1JBSU5T"}""");
        var entries = new NewEvent[settings.Events];
        for (var index = 0; index < entries.Length; index++)
            entries[index] = new("stock-reserved.1", payload, now, "key-1", "4bf92f3577b34da6a3ce929d0e0e4736", index == 0 ? id : null, index == 0 ? "QkVBVVRZR1JBSU5T" : null);
        return entries;
    }

    private async Task Follow()
    {
        var at = await journal.Head();
        try
        {
            while (true)
            {
                await foreach (var recorded in journal.ReadAll(at, _end.Token)) (at, _followed) = (recorded.Position, _followed + 1);
                await journal.WaitForMore(at, _end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
