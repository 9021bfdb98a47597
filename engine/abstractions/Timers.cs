using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime
{
    /// <summary>A timer of a grain.</summary>
    public interface IGrainTimer : IDisposable
    {
        /// <summary>Changes when it runs next and how long it waits after the end of each run. During a run it takes effect at the run's end.</summary>
        void Change(TimeSpan dueTime, TimeSpan period);
    }

    /// <summary>How a grain timer runs.</summary>
    public readonly struct GrainTimerCreationOptions()
    {
        /// <summary>A timer of those times.</summary>
        [SetsRequiredMembers]
        public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
            : this()
        {
            DueTime = dueTime;
            Period = period;
        }

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

namespace Orleans
{
    using Orleans.Runtime;

    /// <summary>What every grain can do by its activation: timers, and ending itself.</summary>
    public static class GrainBaseExtensions
    {
        /// <summary>Ends this activation once its running calls are over; the next call makes a new one.</summary>
        public static void DeactivateOnIdle(this IGrainBase grain)
            => grain.GrainContext.Deactivate(new(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));

        /// <summary>Runs the callback as a turn of this grain after the due time and then once a period, until disposed or deactivated.</summary>
        public static IGrainTimer RegisterGrainTimer<TState>(this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
        {
            ArgumentNullException.ThrowIfNull(callback);
            return EmbeddedActivation.Of(grain).RegisterTimer(token => callback(state, token), options);
        }

        /// <inheritdoc cref="RegisterGrainTimer{TState}(IGrainBase, Func{TState, CancellationToken, Task}, TState, GrainTimerCreationOptions)" />
        public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
        {
            ArgumentNullException.ThrowIfNull(callback);
            return EmbeddedActivation.Of(grain).RegisterTimer(callback, options);
        }

        /// <inheritdoc cref="RegisterGrainTimer{TState}(IGrainBase, Func{TState, CancellationToken, Task}, TState, GrainTimerCreationOptions)" />
        public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, GrainTimerCreationOptions options)
        {
            ArgumentNullException.ThrowIfNull(callback);
            return EmbeddedActivation.Of(grain).RegisterTimer(_ => callback(), options);
        }

        /// <inheritdoc cref="RegisterGrainTimer{TState}(IGrainBase, Func{TState, CancellationToken, Task}, TState, GrainTimerCreationOptions)" />
        public static IGrainTimer RegisterGrainTimer<TState>(this IGrainBase grain, Func<TState, Task> callback, TState state, GrainTimerCreationOptions options)
        {
            ArgumentNullException.ThrowIfNull(callback);
            return EmbeddedActivation.Of(grain).RegisterTimer(_ => callback(state), options);
        }

        /// <inheritdoc cref="RegisterGrainTimer{TState}(IGrainBase, Func{TState, CancellationToken, Task}, TState, GrainTimerCreationOptions)" />
        public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, TimeSpan dueTime, TimeSpan period)
            => grain.RegisterGrainTimer(callback, new GrainTimerCreationOptions(dueTime, period));

        /// <inheritdoc cref="RegisterGrainTimer{TState}(IGrainBase, Func{TState, CancellationToken, Task}, TState, GrainTimerCreationOptions)" />
        public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<CancellationToken, Task> callback, TimeSpan dueTime, TimeSpan period)
            => grain.RegisterGrainTimer(callback, new GrainTimerCreationOptions(dueTime, period));

        /// <inheritdoc cref="RegisterGrainTimer{TState}(IGrainBase, Func{TState, CancellationToken, Task}, TState, GrainTimerCreationOptions)" />
        public static IGrainTimer RegisterGrainTimer<TState>(this IGrainBase grain, Func<TState, Task> callback, TState state, TimeSpan dueTime, TimeSpan period)
            => grain.RegisterGrainTimer(callback, state, new GrainTimerCreationOptions(dueTime, period));

        /// <inheritdoc cref="RegisterGrainTimer{TState}(IGrainBase, Func{TState, CancellationToken, Task}, TState, GrainTimerCreationOptions)" />
        public static IGrainTimer RegisterGrainTimer<TState>(this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, TimeSpan dueTime, TimeSpan period)
            => grain.RegisterGrainTimer(callback, state, new GrainTimerCreationOptions(dueTime, period));
    }
}
