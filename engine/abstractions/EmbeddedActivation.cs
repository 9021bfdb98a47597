namespace Orleans.Runtime;

/// <summary>What the embedded host stands behind each activation; not part of Orleans's surface, so grains never name it.</summary>
public abstract class EmbeddedActivation : IGrainContext
{
    [ThreadStatic]
    private static EmbeddedActivation? s_beingMade;

    /// <summary>The activation whose grain is being constructed on this thread.</summary>
    public static EmbeddedActivation? BeingMade { get => s_beingMade; protected set => s_beingMade = value; }

    /// <summary>The activation behind a grain.</summary>
    public static EmbeddedActivation Of(IGrainBase grain) => (EmbeddedActivation)grain.GrainContext;

    /// <summary>The grain's key.</summary>
    public abstract string Key { get; }

    /// <inheritdoc />
    public abstract IServiceProvider ActivationServices { get; }

    /// <inheritdoc cref="Grain.DeactivateOnIdle" />
    public abstract void DeactivateOnIdle();

    /// <inheritdoc cref="Grain.DelayDeactivation" />
    public abstract void DelayDeactivation(TimeSpan timeSpan);

    /// <summary>Starts a grain timer.</summary>
    public abstract IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options);
}

/// <summary>What every grain reference of the embedded host is.</summary>
public interface IEmbeddedReference
{
    /// <summary>The grain's key.</summary>
    string Key { get; }
}
