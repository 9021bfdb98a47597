using System.Reflection;

namespace Orleans
{
    /// <summary>Why an activation ended.</summary>
    public enum DeactivationReasonCode : byte
    {
        /// <summary>Not said.</summary>
        None,
        /// <summary>The host is stopping.</summary>
        ShuttingDown,
        /// <summary>OnActivateAsync threw.</summary>
        ActivationFailed,
        /// <summary>The application asked for it.</summary>
        ApplicationRequested = 6,
        /// <summary>Unused for longer than the collection age.</summary>
        ActivationIdle = 5,
    }

    /// <summary>Why an activation ended, with a sentence.</summary>
    public readonly struct DeactivationReason(DeactivationReasonCode code, string text)
    {
        /// <summary>The reason.</summary>
        public DeactivationReasonCode ReasonCode { get; } = code;

        /// <summary>The sentence.</summary>
        public string Description { get; } = text;
    }

    /// <summary>Stands around every call that reaches a grain of this process.</summary>
    public interface IIncomingGrainCallFilter
    {
        /// <summary>Calls <see cref="IIncomingGrainCallContext.Invoke"/> to go on.</summary>
        Task Invoke(IIncomingGrainCallContext context);
    }

    /// <summary>One call on its way to a grain.</summary>
    public interface IIncomingGrainCallContext
    {
        /// <summary>The grain called.</summary>
        Orleans.Runtime.GrainId TargetId { get; }

        /// <summary>The interface called.</summary>
        string InterfaceName { get; }

        /// <summary>The method called.</summary>
        string MethodName { get; }

        /// <summary>The grain instance.</summary>
        object Grain { get; }

        /// <summary>The interface's method.</summary>
        MethodInfo InterfaceMethod { get; }

        /// <summary>What the call gave; null before it has.</summary>
        object? Result { get; set; }

        /// <summary>Goes on to the next filter, in the end to the grain.</summary>
        Task Invoke();
    }
}

namespace Orleans.Runtime
{
    /// <summary>A grain's address: its type and key.</summary>
    public readonly record struct GrainId(string Type, string Key)
    {
        /// <inheritdoc />
        public override string ToString() => $"{Type}/{Key}";
    }

    /// <summary>A timer of a grain.</summary>
    public interface IGrainTimer : IDisposable
    {
        /// <summary>Changes when it runs next and how often after that.</summary>
        void Change(TimeSpan dueTime, TimeSpan period);
    }

    /// <summary>How a grain timer runs.</summary>
    public readonly struct GrainTimerCreationOptions()
    {
        /// <summary>Until the first run; <see cref="Timeout.InfiniteTimeSpan"/> never.</summary>
        public required TimeSpan DueTime { get; init; }

        /// <summary>Between the end of a run and the next; <see cref="Timeout.InfiniteTimeSpan"/> once only.</summary>
        public required TimeSpan Period { get; init; }

        /// <summary>The callback interleaves with other turns at its awaits.</summary>
        public bool Interleave { get; init; }

        /// <summary>A run counts as use of the activation.</summary>
        public bool KeepAlive { get; init; }
    }
}
