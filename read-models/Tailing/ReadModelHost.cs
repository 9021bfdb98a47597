using BeautyGrains.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.ReadModels;

/// <summary>How the read models run in a host. <see cref="Options"/> may be set before the host starts.</summary>
public sealed class ReadModelSettings
{
    /// <summary>For every tailer.</summary>
    public TailerOptions Options { get; set; } = new();
}

/// <summary>
/// The read models of a process: a tailer for each, from the start of the host to its end, on the injected scheduler. Simulation drives the
/// <see cref="Tailers"/> itself.
/// </summary>
public sealed class ReadModelHost(
    IEnumerable<ReadModel> models, IEnumerable<IModelListener> listeners, IJournal journal, IReadModelStore store, ReadModelSettings settings,
    TimeProvider clock, TaskScheduler scheduler, ILogger<Tailer> log) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private readonly Lock _making = new();
    private List<Tailer>? _tailers;
    private bool _disposed;

    /// <summary>One for each read model, in the order of registration.</summary>
    public IReadOnlyList<Tailer> Tailers
    {
        get
        {
            // Metrics may ask while the host starts, and there must not be two of a kind.
            lock (_making) return _tailers ??= Make();
        }
    }

    /// <summary>How each read model feels.</summary>
    public IReadOnlyList<ReadModelStatus> Status => [.. Tailers.Select(tailer => tailer.Status)];

    /// <summary>Asks for a new copy, which is built beside the one that serves and then takes its place. One that is being built goes on.</summary>
    /// <returns>The new copy's generation, or null when there is no such read model.</returns>
    public async Task<long?> Rebuild(string model, CancellationToken cancel)
    {
        if (Tailers.FirstOrDefault(tailer => tailer.Model.Name == model) is not { } tailer) return null;
        var generation = await store.Write(connection => Ask(new(connection, store.Dialect, model), tailer.Model.Version, cancel), cancel);
        tailer.Wake();
        return generation;
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Without the token of its own: a task that is stopped before it begins would end as cancelled, and a start that fails in a stack trace.
        foreach (var tailer in Tailers)
            _running.Add(Task.Factory.StartNew(() => tailer.Follow(_stop.Token), CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap());
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Two may stop it at once: a host that is told to stop, and whoever disposes of it meanwhile.
        await _stop.CancelAsync();
        foreach (var one in _running) await one.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // The container disposes of it for each name that it has there.
        if (Interlocked.Exchange(ref _disposed, true)) return;
        await StopAsync(CancellationToken.None);
        foreach (var tailer in _tailers ?? []) await tailer.DisposeAsync();
        _tailers = null;
        _stop.Dispose();
    }

    private List<Tailer> Make()
    {
        var tail = new JournalTail(journal);
        return [.. models.Select(model => new Tailer(
            model, tail, store, clock, settings.Options, listeners.SingleOrDefault(listener => listener.Model == model.Name), log))];
    }

    private static async Task<long> Ask(Copies copies, int version, CancellationToken cancel)
    {
        if (await Building() is { } underway) return underway.Generation;
        await copies.Announce(version, cancel);
        return (await Building())!.Generation;

        async Task<CopyRow?> Building() => (await copies.All(cancel)).Find(copy => copy.State == CopyState.Building);
    }
}
