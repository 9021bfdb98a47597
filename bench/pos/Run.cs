using System.Diagnostics;
using BeautyGrains.Bench.Pos.Audit;
using BeautyGrains.Bench.Pos.Http;
using BeautyGrains.Bench.Pos.Load;
using BeautyGrains.Bench.Pos.Record;
using Spectre.Console;

namespace BeautyGrains.Bench.Pos;

/// <summary>One run from preparation to verdict.</summary>
public sealed class Run : IDisposable
{
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(10);
    private readonly Settings _settings;
    private readonly IAnsiConsole _console;
    private readonly Latencies _latencies = new();
    private readonly Wire _wire;
    private readonly Pages _pages;

    /// <param name="console">Where progress and results go.</param>
    public Run(Settings settings, IAnsiConsole console)
    {
        _settings = settings;
        _console = console;
        // Duplicates need connections of their own.
        _wire = new(settings.Url, settings.Key, settings.Terminals * 3, _latencies);
        _pages = new(_wire, Patience);
    }

    private TimeSpan Patience => _settings.SurviveOutages > LeastPatience ? _settings.SurviveOutages : LeastPatience;

    /// <summary>Prepares if asked to, loads, and audits; returns the exit code.</summary>
    public async Task<int> Work(CancellationToken stop)
    {
        // The start in base 36 keeps the ids of runs apart.
        var run = Base36(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        using var file = _settings.Record is { } path ? new RecordFile(path) : null;
        file?.Write(new() { Run = run });
        var book = new Book(file);
        var till = new Till(_wire, book, Patience);
        var set = await Prepare(book, till, run, stop);
        if (set.Stores.Count == 0 || set.Skus.Count == 0) throw new ReadFailedException("The server has no stores or no SKUs to work on; --prepare makes some.");
        var took = await Load(set, book, till, run, stop);
        if (took is { } load) Tables.Print(_console, _latencies, load);
        return took is null ? 1 : await Audit(book, till, stop);
    }

    /// <summary>Audits the records of earlier runs; returns the exit code.</summary>
    public async Task<int> Reconcile(IEnumerable<string> files, CancellationToken stop)
    {
        var book = new Book();
        foreach (var lines in files.SelectMany(RecordFile.Read)) book.Take(lines);
        _console.WriteLine($"{book.Commands.Count()} commands on record, {book.Commands.Count(command => command.IsAcknowledged)} acknowledged, {book.Commands.Count(command => command.IsUnknown)} unknown");
        return await Audit(book, new(_wire, book, Patience), stop);
    }

    /// <inheritdoc />
    public void Dispose() => _wire.Dispose();

    private async Task<WorkingSet> Prepare(Book book, Till till, string run, CancellationToken stop)
    {
        var preparation = new Preparation(_settings, _wire, _pages, till, book, run);
        var set = _settings.Prepare ? await preparation.Catalogue(stop) : await WorkingSet.Read(_pages, _settings.Stores, _settings.Skus, stop);
        var stocks = set.Stores.Count * set.Skus.Count;
        await Bar("Reading stocks", stocks, step => preparation.Baselines(set, step, stop));
        if (_settings.Prepare) await Bar("Receiving stock", stocks, step => preparation.Receipts(set, step, stop));
        return set;
    }

    private async Task<TimeSpan?> Load(WorkingSet set, Book book, Till till, string run, CancellationToken stop)
    {
        // Rates are those of the load alone.
        _latencies.Clear();
        var began = Stopwatch.GetTimestamp();
        var until = DateTimeOffset.UtcNow + _settings.Load;
        var terminals = Enumerable.Range(1, _settings.Terminals)
            .Select(number => new Terminal(number, run, set, till, _pages, book, Dice.For(_settings.Seed, number)).Work(GoOn, stop));
        try
        {
            _console.WriteLine($"{_settings.Terminals} terminals for {_settings.Load.TotalSeconds:0} s on {set.Stores.Count} stores and {set.Skus.Count} SKUs, seed {_settings.Seed}");
            await Task.WhenAll(terminals);
            return Stopwatch.GetElapsedTime(began);
        }
        catch (Exception gone) when (gone is ServerGoneException or ReadFailedException)
        {
            _console.WriteLine($"The server does not answer: {gone.Message}");
            if (_settings.Record is { } path) _console.WriteLine($"Once it does, audit it with --reconcile {path}");
            return null;
        }

        bool GoOn() => DateTimeOffset.UtcNow < until && !(_settings.StopFile is { } ends && File.Exists(ends));
    }

    private async Task<int> Audit(Book book, Till till, CancellationToken stop)
    {
        var back = new ReadBack(book, till, _pages, _settings.Terminals);
        await back.Settle(stop);
        Picture? picture = null;
        await Bar("Reading back", 0, async (total, step) => picture = await back.Read(total, step, stop));
        return Tables.Verdict(_console, Reconciler.Compare(book, picture!));
    }

    private Task Bar(string title, int total, Func<Action, Task> work) =>
        Bar(title, total, (_, step) => work(step));

    private Task Bar(string title, int total, Func<Action<int>, Action, Task> work) =>
        !_console.Profile.Capabilities.Interactive ? work(_ => { }, () => { })
        : _console.Progress().AutoClear(true).StartAsync(async context =>
        {
            var task = context.AddTask(title, maxValue: Math.Max(1, total));
            await work(known => task.MaxValue = Math.Max(1, known), () => task.Increment(1));
        });

    private static string Base36(long number)
    {
        const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
        var text = "";
        for (; number > 0; number /= 36) text = Digits[(int)(number % 36)] + text;
        return text;
    }
}
