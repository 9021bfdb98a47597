namespace BeautyGrains.Engine;

/// <summary>What few activations have, kept apart so that the others do not pay for it.</summary>
internal sealed class ActivationExtras
{
    internal List<GrainTimer>? Timers { get; set; }

    internal StreamConsumer? Streams { get; set; }
}
