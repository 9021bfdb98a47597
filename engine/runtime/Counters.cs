using System.Numerics;

namespace BeautyGrains.Engine;

/// <summary>What is counted of a grain class.</summary>
internal enum Counted
{
    /// <summary>Calls sent.</summary>
    Sent,

    /// <summary>Calls that a grain began to carry out.</summary>
    Begun,

    /// <summary>Calls carried out, well or not.</summary>
    Ended,

    /// <summary>Calls that ended before a grain began them: refused, timed out in the mailbox, failed with the activation.</summary>
    Dropped,

    /// <summary>Calls that ended with an exception of the grain.</summary>
    Failed,

    /// <summary>Calls whose callers were told of a time-out.</summary>
    TimedOut,

    /// <summary>Activations made ready.</summary>
    Activated,

    /// <summary>Activations ended after they had been ready.</summary>
    Deactivated,

    /// <summary>Activations whose constructor or OnActivateAsync threw.</summary>
    ActivationsFailed,
}

/// <summary>Counters that processors do not fight over: each counts in its own cache lines, and reading adds them up.</summary>
internal sealed class Counters
{
    private const int CellLength = 16;
    private static readonly int s_cells = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, 16));

    private readonly long[] _counts = new long[s_cells * CellLength];

    internal long this[Counted what]
    {
        get
        {
            var sum = 0L;
            for (var cell = 0; cell < s_cells; cell++)
                sum += Volatile.Read(ref _counts[(cell * CellLength) + (int)what]);
            return sum;
        }
    }

    internal void Count(Counted what)
        => Interlocked.Increment(ref _counts[((Thread.GetCurrentProcessorId() & (s_cells - 1)) * CellLength) + (int)what]);
}
