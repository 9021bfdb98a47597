using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Api.Operations;

/// <summary>One condition of being ready. Asked one after the other, in the order of registration, as long as none has failed.</summary>
public interface IReadyCheck
{
    /// <summary>One word.</summary>
    string Name { get; }

    /// <summary>Why calls cannot be answered, in one fixed word such as "queue-full"; null when they can. It may throw; it is given up after 2 s.</summary>
    ValueTask<string?> Fault(CancellationToken cancel);
}

/// <summary>Whether calls can be answered. Several askers at a time share one look, so that asking, which is open to everybody, costs little.</summary>
internal sealed class Readiness(IEnumerable<IReadyCheck> checks, Http.Faults faults, IHostApplicationLifetime life, TimeProvider clock, ILogger<Readiness> log)
{
    public const string Ready = "ready";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly HealthJson s_draining = new("draining");

    private readonly IReadyCheck[] _checks = [.. checks];
    private readonly Lock _gate = new();
    private Task<HealthJson>? _looking;
    private (string Check, string Reason)? _fault;

    public Task<HealthJson> Look()
    {
        if (life.ApplicationStopping.IsCancellationRequested) return Task.FromResult(s_draining);
        lock (_gate)
        {
            if (_looking is not { IsCompleted: false }) _looking = LookNow();
            return _looking;
        }
    }

    private async Task<HealthJson> LookNow()
    {
        // Off the asker's stack, which holds the gate.
        await Task.Yield();
        var found = new List<CheckJson>();
        (string Check, string Reason)? fault = null;
        Exception? why = null;
        foreach (var check in _checks)
        {
            var (reason, trouble) = fault is null ? await Ask(check) : default;
            found.Add(new(check.Name, fault is not null ? "unknown" : reason is null ? "ok" : "failed", reason));
            if (reason is null) continue;
            (fault, why) = ((check.Name, reason), trouble);
        }
        Tell(fault, why);
        return new(fault is null ? Ready : "not-ready", found);
    }

    /// <summary>The log has the words that strangers are spared, once for each change.</summary>
    private void Tell((string Check, string Reason)? fault, Exception? why)
    {
        if (fault == _fault) return;
        _fault = fault;
        if (fault is var (check, reason)) log.LogWarning("Not ready: {Check} {Reason}. {Trouble}", check, reason, why?.Message);
        else log.LogInformation("Ready again.");
    }

    private async Task<(string? Reason, Exception? Trouble)> Ask(IReadyCheck check)
    {
        using var deadline = new CancellationTokenSource(s_patience, clock);
        try
        {
            return (await check.Fault(deadline.Token).AsTask().WaitAsync(deadline.Token), null);
        }
        catch (OperationCanceledException)
        {
            return ("timed-out", null);
        }
        catch (Exception trouble)
        {
            return (faults.TypeOf(trouble) switch
            {
                ProblemType.Busy => "queue-full",
                ProblemType.NotWritten => "unavailable",
                ProblemType.OutcomeUnknown => "timed-out",
                _ => "failed",
            }, trouble);
        }
    }
}
