namespace Orleans.Runtime;

/// <summary>What the embedded host stands behind each activation; not part of Orleans's surface, so grains never name it.</summary>
public abstract class EmbeddedActivation : IGrainContext
{
    [ThreadStatic]
    private static EmbeddedActivation? s_beingMade;

    /// <summary>The activation whose grain is being constructed on this thread.</summary>
    public static EmbeddedActivation? BeingMade { get => s_beingMade; protected set => s_beingMade = value; }

    /// <summary>The activation whose turn runs on this thread, if any.</summary>
    public static EmbeddedActivation? Current => (TaskScheduler.Current as IEmbeddedTurns)?.Activation;

    /// <summary>The activation behind a grain.</summary>
    public static EmbeddedActivation Of(IGrainBase grain) => (EmbeddedActivation)grain.GrainContext;

    /// <inheritdoc />
    public abstract GrainId GrainId { get; }

    /// <inheritdoc />
    public abstract object? GrainInstance { get; }

    /// <inheritdoc />
    public abstract IServiceProvider ActivationServices { get; }

    /// <summary>Makes references to grains of the same engine.</summary>
    public abstract IGrainFactory GrainFactory { get; }

    /// <inheritdoc />
    public abstract void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);

    /// <summary>Keeps the activation from being collected for that long.</summary>
    public abstract void DelayDeactivation(TimeSpan timeSpan);

    /// <summary>Lets calls of that chain in beside the one that runs, until as many sections of it have been left as were entered.</summary>
    public abstract void EnterReentrantSection(Guid reentrancyId);

    /// <summary>Leaves such a section.</summary>
    public abstract void LeaveReentrantSection(Guid reentrancyId);

    /// <summary>Starts a grain timer.</summary>
    public abstract IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options);

    /// <summary>An activation equals itself alone.</summary>
    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc />
    public override int GetHashCode() => base.GetHashCode();
}

/// <summary>What runs the turns of one activation.</summary>
public interface IEmbeddedTurns
{
    /// <summary>The activation.</summary>
    EmbeddedActivation Activation { get; }
}

/// <summary>What every grain reference of the embedded host is.</summary>
public interface IEmbeddedReference
{
    /// <summary>The grain's address.</summary>
    GrainId GrainId { get; }

    /// <summary>Makes references to grains of the same engine.</summary>
    IGrainFactory GrainFactory { get; }
}
