using BeautyGrains.Api.Http;
using Orleans.Runtime;

namespace BeautyGrains.Silo.Engines;

/// <summary>What the exceptions of Orleans tell of a call.</summary>
internal sealed class EngineTrouble : IEngineTrouble
{
    public CallFate? FateOf(Exception trouble) => trouble switch
    {
        // Sent back at the door.
        GatewayTooBusyException or LimitExceededException => CallFate.Refused,
        // A silo that dies or a connection that breaks takes calls along that may have been carried out.
        OrleansException => CallFate.Unknown,
        _ => null,
    };
}

/// <summary>A client that starts before the first silo waits for it a while.</summary>
internal sealed class PatientConnection(TimeProvider clock) : IClientConnectionRetryFilter
{
    private const int Attempts = 60;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private int _attempts;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (++_attempts >= Attempts || cancellationToken.IsCancellationRequested) return false;
        await Task.Delay(s_pause, clock, cancellationToken);
        return true;
    }
}
