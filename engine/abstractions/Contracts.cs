namespace Orleans.Runtime
{
    /// <summary>Something that can be called: a grain or a reference to one.</summary>
    public interface IAddressable;

    /// <summary>What surrounds one activation.</summary>
    public interface IGrainContext : IEquatable<IGrainContext>
    {
        /// <summary>The grain's address.</summary>
        GrainId GrainId { get; }

        /// <summary>The grain itself; null while it is being made.</summary>
        object? GrainInstance { get; }

        /// <summary>The services of the host.</summary>
        IServiceProvider ActivationServices { get; }

        /// <summary>Ends this activation once its running calls are over; it starts no other call.</summary>
        void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
    }
}

namespace Orleans
{
    using Orleans.Runtime;

    /// <summary>A virtual actor.</summary>
    public interface IGrain : IAddressable;

    /// <summary>An object that is no grain and takes calls of grains through a reference (<see cref="IGrainFactory.CreateObjectReference"/>).
    /// Its methods return nothing, Task or ValueTask, with or without a result; those without a return type are one-way.</summary>
    public interface IGrainObserver : IAddressable;

    /// <summary>A grain whose key is a string.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>A grain whose key is a GUID.</summary>
    public interface IGrainWithGuidKey : IGrain;

    /// <summary>A grain whose key is an integer.</summary>
    public interface IGrainWithIntegerKey : IGrain;

    /// <summary>Makes references to grains; a reference costs little and activates nothing.</summary>
    public interface IGrainFactory
    {
        /// <summary>A reference to the grain with that key.</summary>
        /// <param name="primaryKey">Not blank.</param>
        /// <param name="grainClassNamePrefix">The start of the grain class's full name; chooses between classes of one interface.</param>
        /// <exception cref="ArgumentException">No grain class of that interface, or several, or a blank key.</exception>
        TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
            where TGrainInterface : IGrainWithStringKey;

        /// <inheritdoc cref="GetGrain{TGrainInterface}(string, string?)" />
        TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
            where TGrainInterface : IGrainWithGuidKey;

        /// <inheritdoc cref="GetGrain{TGrainInterface}(string, string?)" />
        TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
            where TGrainInterface : IGrainWithIntegerKey;

        /// <summary>A reference to the grain at that address, called through that interface.</summary>
        /// <exception cref="ArgumentException">No grain class of that type, or it has not that interface.</exception>
        TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
            where TGrainInterface : IAddressable;

        /// <summary>A reference to that object, to hand to grains. It does not keep the object alive: calls of an object that is gone are dropped.</summary>
        /// <exception cref="ArgumentException">Not an interface, or the object has it not, or is a grain or a reference.</exception>
        TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
            where TGrainObserverInterface : IGrainObserver;

        /// <summary>Ends a reference to an object: calls through it are dropped from now on.</summary>
        /// <param name="obj">The reference, not the object.</param>
        /// <exception cref="ArgumentException">Not a reference to an object.</exception>
        void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
            where TGrainObserverInterface : IGrainObserver;
    }

    /// <summary>The grain factory as the host's other parts see it.</summary>
    public interface IClusterClient : IGrainFactory
    {
        /// <summary>The services of the host.</summary>
        IServiceProvider ServiceProvider { get; }
    }

    /// <summary>What every grain class is.</summary>
    public interface IGrainBase
    {
        /// <summary>The activation.</summary>
        IGrainContext GrainContext { get; }

        /// <summary>Runs before the first call; an exception reaches every waiting caller and ends the activation.</summary>
        Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

        /// <summary>Runs after the last call.</summary>
        Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
    }
}
