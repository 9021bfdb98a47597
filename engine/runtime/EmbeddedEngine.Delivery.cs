using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>How messages come to their grains: at once, or as <see cref="ICallFaults"/> says.</summary>
public sealed partial class EmbeddedEngine
{
    private void Carry(Call call)
    {
        if (Options.Faults is not { } faults)
        {
            Route(call);
            return;
        }

        var target = new GrainId(call.Target.Name, IdSpan.Create(call.Key));
        switch (faults.FateOf(call.Source?.GrainId, target, call.Method.Method.Name, out var delay))
        {
            case CallFate.Late:
                Later(delay, () => SendOn(call, wasServing: true));
                break;
            case CallFate.RequestLost:
                Later(Options.CallTimeout, call.TimeOutInMailbox);
                break;
            case CallFate.AnswerLost:
                SendCopy(call.Again());
                Later(Options.CallTimeout, call.TimeOutInMailbox);
                break;
            case CallFate.Twice:
                var copy = call.Again();
                Route(call);
                Later(delay, () => SendCopy(copy));
                break;
            default:
                Route(call);
                break;
        }
    }

    private void SendCopy(Call copy)
    {
        copy.Target.Counters.Count(Counted.Sent);
        SendOn(copy, wasServing: true);
    }

    private void Later(TimeSpan delay, Action work)
    {
        if (delay != Timeout.InfiniteTimeSpan)
            _ = Clock.CreateTimer(_ => RunAsTask(work), null, delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The grain in memory at that address that is ready for calls, or null; for those who compare what it holds with what is written.</summary>
    internal object? Live(string grainType, string key)
    {
        foreach (var grainClass in _catalogue.Classes)
        {
            if (grainClass.Name == GrainType.Create(grainType))
                return grainClass.Activations.Find(key) is { IsReady: true } activation ? activation.GrainInstance : null;
        }

        return null;
    }
}
