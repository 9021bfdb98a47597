using Orleans.Core;

namespace Orleans.Core
{
    /// <summary>What a grain keeps outside itself under one name. Its calls queue up: one runs at a time, in their order; calls to write that wait are one write.</summary>
    public interface IStorage
    {
        /// <summary>The version that the last read or write met, in the storage's words; null when nothing is kept.</summary>
        string? Etag { get; }

        /// <summary>Something is kept.</summary>
        /// <exception cref="InvalidOperationException">Nothing has been read yet.</exception>
        bool RecordExists { get; }

        /// <summary>Removes what is kept; the state becomes a new one.</summary>
        /// <exception cref="Storage.InconsistentStateException">Somebody else has written since.</exception>
        Task ClearStateAsync();

        /// <summary>Keeps the state as it stands when its turn has come; durable on return.</summary>
        /// <exception cref="Storage.InconsistentStateException">Somebody else has written since.</exception>
        Task WriteStateAsync();

        /// <summary>Replaces the state by what is kept, or by a new one when nothing is.</summary>
        Task ReadStateAsync();

        /// <inheritdoc cref="ClearStateAsync()" />
        Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

        /// <inheritdoc cref="WriteStateAsync()" />
        Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

        /// <inheritdoc cref="ReadStateAsync()" />
        Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
    }

    /// <summary>The same, with the state.</summary>
    public interface IStorage<TState> : IStorage
    {
        /// <summary>The state in memory. What is assigned here is kept by a write only, and is no truth if that write fails.</summary>
        TState State { get; set; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>A grain's state, given to its constructor and read before its OnActivateAsync.</summary>
    public interface IPersistentState<TState> : IStorage<TState>;

    /// <summary>Marks what the engine gives a grain's constructor.</summary>
    public interface IFacetMetadata;

    /// <summary>Where a state is kept.</summary>
    public interface IPersistentStateConfiguration
    {
        /// <summary>The state's name among those of its grain; empty for the parameter's name.</summary>
        string StateName { get; }

        /// <summary>The storage's name; null or blank for the default one.</summary>
        string? StorageName { get; }
    }

    /// <summary>Asks for a state in a grain's constructor, on a parameter of type <see cref="IPersistentState{TState}"/>.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public class PersistentStateAttribute : Attribute, IFacetMetadata, IPersistentStateConfiguration
    {
        /// <summary>A state of that name in that storage.</summary>
        public PersistentStateAttribute(string stateName, string? storageName = null)
        {
            ArgumentNullException.ThrowIfNull(stateName);
            StateName = stateName;
            StorageName = storageName;
        }

        /// <inheritdoc />
        public string StateName { get; }

        /// <inheritdoc />
        public string? StorageName { get; }
    }
}
