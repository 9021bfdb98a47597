using System.Globalization;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The base of grain classes.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Takes the activation that is being made on this thread.</summary>
    protected Grain() => GrainContext = EmbeddedActivation.BeingMade
        ?? throw new InvalidOperationException("A grain is made by the engine alone; call it through IGrainFactory.");

    /// <inheritdoc />
    public IGrainContext GrainContext { get; }

    /// <summary>The grain's address, written "type/key".</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => EmbeddedActivation.Of(this).GrainFactory;

    /// <summary>The services of the host.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <inheritdoc />
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation once its running calls are over; the next call makes a new one.</summary>
    protected void DeactivateOnIdle() => ((IGrainBase)this).DeactivateOnIdle();

    /// <summary>Keeps this activation from being collected for that long: <see cref="Timeout.InfiniteTimeSpan"/> for good, zero or less takes an earlier wish back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => EmbeddedActivation.Of(this).DelayDeactivation(timeSpan);
}

/// <summary>Addresses and keys of grains and of references to them.</summary>
public static class GrainExtensions
{
    /// <summary>The address.</summary>
    /// <exception cref="ArgumentException">Neither a grain nor a reference to one.</exception>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        IGrainBase self => self.GrainContext.GrainId,
        IEmbeddedReference reference => reference.GrainId,
        null => throw new ArgumentNullException(nameof(grain)),
        _ => throw new ArgumentException("Neither a grain nor a reference to one.", nameof(grain)),
    };

    /// <summary>The string key; of other keys how they are written in addresses.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>The GUID key.</summary>
    /// <exception cref="InvalidOperationException">The key is no GUID.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain)
        => Guid.TryParseExact(grain.GetPrimaryKeyString(), "N", out var key)
            ? key
            : throw new InvalidOperationException($"Unable to extract GUID key from grain id {grain.GetGrainId()}");

    /// <summary>The integer key.</summary>
    /// <exception cref="InvalidOperationException">The key is no integer.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain)
        => long.TryParse(grain.GetPrimaryKeyString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
            ? key
            : throw new InvalidOperationException($"Unable to extract integer key from grain id {grain.GetGrainId()}");

    /// <summary>A reference to the grain, to hand to others or to call it through another of its interfaces.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
        where TGrainInterface : IAddressable
    {
        var factory = grain switch
        {
            IGrainBase self => EmbeddedActivation.Of(self).GrainFactory,
            IEmbeddedReference reference => reference.GrainFactory,
            null => throw new ArgumentNullException(nameof(grain)),
            _ => throw new ArgumentException("Neither a grain nor a reference to one.", nameof(grain)),
        };
        return factory.GetGrain<TGrainInterface>(grain.GetGrainId());
    }
}
