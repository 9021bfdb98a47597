using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>
/// Compares what is the matter with the alerts that are open, at start and a minute after each time: whatever streams have lost, repeated or reordered, the same
/// alerts are open afterwards. It runs where the read model of alerts is written, so that one process does it.
/// </summary>
public sealed class AlertSweep(
    IEnumerable<IAlertSource> sources, IAlertList list, WebhookRound webhooks, IGrainFactory grains, AlertPolicyFacts policies, OpenAlerts hint, ReadModelReader reader, ReadModelHost host, IJournal journal,
    TimeProvider clock, ILogger<AlertSweep> log) : BackgroundService
{
    /// <summary>From the end of a sweep to the next. The sweep of a large chain takes long, for it works at a slow pace.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>How many alerts ask for attention as of the last sweep: each kind and severity once, also with 0. Empty before the first sweep.</summary>
    public IReadOnlyList<(AlertKind Kind, AlertSeverity Severity, long Count)> Open { get; private set; } = [];

    // Until the read model is there.
    private static readonly TimeSpan s_notYet = TimeSpan.FromSeconds(5);

    /// <summary>Sweeps once; trouble with one source does not keep the others waiting.</summary>
    /// <returns>How many alerts were asked to look.</returns>
    public async Task<int> SweepOnce(CancellationToken cancel)
    {
        var open = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var stream in journal.OpenStreams(AlertStreamKind.Instance.Category, cancel)) open.Add(stream.Key);
        foreach (var key in open) hint.Add(key);
        var known = await Known(cancel);
        var asked = 0;
        foreach (var source in sources)
        {
            try
            {
                asked += await Sweep(source, new(clock.GetUtcNow(), await policies.Get(), open, new(clock)), known, cancel);
            }
            catch (Exception trouble) when (!cancel.IsCancellationRequested)
            {
                log.LogWarning("The facts for alerts of {Kinds} could not be looked up; the next sweep tries again: {Trouble}", string.Join(", ", source.Kinds), trouble.Message);
            }
        }
        await Count(cancel);
        await webhooks.Run(cancel);
        return asked;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var leads = host.Tailers.Single(tailer => tailer.Model == AlertModel.Instance).Status.State is TailerState.Following;
            if (leads) await Safely(stoppingToken);
            try
            {
                await Task.Delay(leads ? Period : s_notYet, clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task Safely(CancellationToken cancel)
    {
        try
        {
            await SweepOnce(cancel);
        }
        catch (Exception trouble) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning("Alerts could not be swept; the next sweep tries again: {Trouble}", trouble.Message);
        }
        catch (OperationCanceledException)
        {
            // The host stops; the loop sees it.
        }
    }

    private async Task<int> Sweep(IAlertSource source, AlertSweepContext sweep, Dictionary<string, Alert> known, CancellationToken cancel)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        var asked = 0;
        await foreach (var (cause, sight) in source.Find(sweep, cancel))
        {
            told.Add(cause.Key);
            if (IsKnown(known.GetValueOrDefault(cause.Key), sight, sweep.Now)) continue;
            await Look(cause.Key, sight);
            asked++;
        }
        foreach (var key in sweep.Open)
        {
            if (told.Contains(key) || !source.Kinds.Contains(AlertCause.Parse(key).Kind)) continue;
            // What it looked at has no version, or is gone with it: then no later sight can follow but one of a newer version.
            await Look(key, new(null, known.GetValueOrDefault(key)?.SeenVersion ?? 0, sweep.Now));
            asked++;
        }
        return asked;
    }

    private async Task Count(CancellationToken cancel)
    {
        var now = (await list.CountOpen(cancel)).ToDictionary(it => (it.Kind, it.Severity), it => it.Count);
        Open = [.. Enum.GetValues<AlertKind>().SelectMany(kind => Enum.GetValues<AlertSeverity>(), (kind, severity) => (kind, severity, now.GetValueOrDefault((kind, severity))))];
    }

    private async Task Look(string key, AlertSight sight)
    {
        try
        {
            await grains.GetGrain<IAlertGrain>(key).Look(sight);
        }
        catch (Exception trouble) when (trouble is BusyException or NotWrittenException or OutcomeUnknownException or TimeoutException)
        {
            log.LogWarning("The alert {Key} could not be told; the next sweep tries again: {Trouble}", key, trouble.Message);
        }
    }

    // An alert that already says so need not be asked. One that was silenced until now is, so that it wakes.
    private static bool IsKnown(Alert? alert, AlertSight sight, DateTimeOffset now) =>
        alert is not null && AlertLife.HasFacts(alert.State) && sight.Facts is not null && alert.Facts == sight.Facts && !(alert.SnoozedUntil <= now);

    private async Task<Dictionary<string, Alert>> Known(CancellationToken cancel) => (await reader.Read(
        AlertModel.Instance,
        (copy, _) => copy.Connection.Query(
            $"SELECT {AlertModel.Alerts.Select()} FROM {copy.Of(AlertModel.Alerts)} WHERE state <> '{AlertRows.StateOf(AlertState.Resolved)}'", AlertRows.Row, cancel),
        cancel)).ToDictionary(row => row.Cause.Key, row => row.Alert, StringComparer.Ordinal);
}
