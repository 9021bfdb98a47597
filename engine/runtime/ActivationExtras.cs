namespace BeautyGrains.Engine;

/// <summary>What few activations have, kept apart so that the others do not pay for it.</summary>
internal sealed class ActivationExtras
{
    internal List<GrainTimer>? Timers { get; set; }

    /// <summary>How often each chain of calls has been let in.</summary>
    internal Dictionary<Guid, int>? Chains { get; set; }

    internal StreamConsumer? Streams { get; set; }
}
