namespace Orleans.Runtime
{
    /// <summary>Something that can be called: a grain or a reference to one.</summary>
    public interface IAddressable;

    /// <summary>What surrounds one activation.</summary>
    public interface IGrainContext
    {
        /// <summary>The services of the host.</summary>
        IServiceProvider ActivationServices { get; }
    }
}

namespace Orleans
{
    using Orleans.Runtime;

    /// <summary>A virtual actor.</summary>
    public interface IGrain : IAddressable;

    /// <summary>A grain whose key is a string.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>Makes references to grains; a reference costs nothing and activates nothing.</summary>
    public interface IGrainFactory
    {
        /// <summary>A reference to the grain with that key.</summary>
        TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
            where TGrainInterface : IGrainWithStringKey;
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

        /// <summary>Runs before the first call; an exception reaches the caller and ends the activation.</summary>
        Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

        /// <summary>Runs after the last call.</summary>
        Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
    }
}
