using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>Hosts grains in this process. Calls are taken from <see cref="StartAsync"/> until <see cref="StopAsync"/>; a refused call fails with <see cref="OrleansMessageRejectionException"/>.</summary>
public sealed partial class EmbeddedEngine : IClusterClient, IHostedService, IAsyncDisposable
{
    private enum Phase
    {
        Made,
        Running,
        Draining,
        Ending,
        Stopped,
    }

    // An activation that never begins a call would send its mailbox round for ever.
    private const int MostDetours = 8;

    private readonly GrainCatalogue _catalogue;
    private volatile Phase _phase;

    /// <summary>Makes an engine over those services, of which it needs a TimeProvider; filters and loggers are optional.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or the grain classes do not fit together.</exception>
    public EmbeddedEngine(IServiceProvider services, EmbeddedEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ServiceProvider = services;
        Options = options;
        RunsOnThreadPool = options.Scheduler == TaskScheduler.Default;
        Clock = services.GetRequiredService<TimeProvider>();
        Logger = services.GetService<ILoggerFactory>()?.CreateLogger("BeautyGrains.Engine") ?? NullLogger.Instance;
        _catalogue = new(this, options.GrainAssemblies);
        PrepareTimeouts();
        Streams = new(this);
        Statistics = new(_catalogue, Streams);
        Instruments = services.GetService<IMeterFactory>() is { } meters ? new(meters, Statistics) : null;
    }

    /// <inheritdoc />
    public IServiceProvider ServiceProvider { get; }

    /// <summary>What the engine has counted.</summary>
    public EngineStatistics Statistics { get; }

    /// <summary>Null where nobody provides meters.</summary>
    internal EngineInstruments? Instruments { get; }

    internal EmbeddedEngineOptions Options { get; }

    internal bool RunsOnThreadPool { get; }

    internal EngineStreams Streams { get; }

    internal GrainCatalogue Catalogue => _catalogue;

    internal bool IsRunning => _phase == Phase.Running;

    internal TimeProvider Clock { get; }

    internal ILogger Logger { get; }

    internal IReadOnlyList<IIncomingGrainCallFilter> Filters { get; private set; } = [];

    internal bool HasFilters { get; private set; }

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return (TGrainInterface)_catalogue.Find(typeof(TGrainInterface), grainClassNamePrefix).Refer(primaryKey);
    }

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey
        => (TGrainInterface)_catalogue.Find(typeof(TGrainInterface), grainClassNamePrefix).Refer(primaryKey.ToString("N"));

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey
        => (TGrainInterface)_catalogue.Find(typeof(TGrainInterface), grainClassNamePrefix).Refer($"{primaryKey:X}");

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable
        => (TGrainInterface)_catalogue.Find(typeof(TGrainInterface), grainId.Type).Refer(grainId.Key.ToString());

    /// <summary>Sends a call to the activation of its grain, which it wakes if need be.</summary>
    internal void Send(Call call)
    {
        call.Target.Counters.Count(Counted.Sent);
        var phase = _phase;
        // While the engine drains, grains may still call each other, so that what runs can end.
        if (phase == Phase.Running || (phase is Phase.Draining or Phase.Ending && call.Source is not null))
            Carry(call);
        else
            call.Drop(new OrleansMessageRejectionException(phase == Phase.Made ? "The engine has not started." : "The engine is stopping."));
    }

    /// <summary>Sends on what waited in the mailbox of an activation that has ended.</summary>
    internal void SendOn(MailboxItem item, bool wasServing)
    {
        if (item is not Call call)
            return;
        if (!wasServing)
            call.Detours++;
        if (call.IsOver)
            call.Drop(new OrleansMessageRejectionException("The call timed out in the mailbox."));
        else if (call.Detours > MostDetours)
            call.Drop(new OrleansMessageRejectionException($"{call.Target.Name}/{call.Key} ends each time before it begins a call."));
        else if (_phase is Phase.Ending or Phase.Stopped && call.Source is null)
            call.Drop(new OrleansMessageRejectionException("The engine is stopping."));
        else
            Route(call);
    }

    private static void Route(Call call)
    {
        var activations = call.Target.Activations;
        while (true)
        {
            var activation = activations.For(call);
            if (activation.TryAccept(call))
                return;
            activations.Forget(activation);
        }
    }
}
