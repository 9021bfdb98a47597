using Orleans.Runtime;

namespace Orleans
{
    /// <summary>A state between grain and storage.</summary>
    public interface IGrainState<T>
    {
        /// <summary>The state.</summary>
        T? State { get; set; }

        /// <summary>The version kept; null when nothing is.</summary>
        string? ETag { get; set; }

        /// <summary>Something is kept.</summary>
        bool RecordExists { get; set; }
    }

    /// <summary>A state between grain and storage.</summary>
    [GenerateSerializer]
    public sealed class GrainState<T> : IGrainState<T>
    {
        /// <summary>No state.</summary>
        public GrainState()
        {
        }

        /// <summary>That state, of which nothing is kept.</summary>
        public GrainState(T? state)
            : this(state, null)
        {
        }

        /// <summary>That state in that version.</summary>
        public GrainState(T? state, string? eTag)
        {
            State = state;
            ETag = eTag;
        }

        /// <inheritdoc />
        [Id(0)]
        public T? State { get; set; }

        /// <inheritdoc />
        [Id(1)]
        public string? ETag { get; set; }

        /// <inheritdoc />
        [Id(2)]
        public bool RecordExists { get; set; }
    }
}

namespace Orleans.Storage
{
    /// <summary>Keeps the states of grains. What has no record reads as a new state with neither version nor record.</summary>
    public interface IGrainStorage
    {
        /// <summary>Fills the state from what is kept.</summary>
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <inheritdoc cref="ReadStateAsync{T}(string, GrainId, IGrainState{T})" />
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
            => ReadStateAsync(stateName, grainId, grainState);

        /// <summary>Keeps the state, which then has a new version; durable on return.</summary>
        /// <exception cref="InconsistentStateException">What is kept has not the state's version; nothing was changed.</exception>
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <inheritdoc cref="WriteStateAsync{T}(string, GrainId, IGrainState{T})" />
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
            => WriteStateAsync(stateName, grainId, grainState);

        /// <summary>Removes what is kept; the state becomes a new one.</summary>
        /// <exception cref="InconsistentStateException">What is kept has not the state's version; nothing was changed.</exception>
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <inheritdoc cref="ClearStateAsync{T}(string, GrainId, IGrainState{T})" />
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
            => ClearStateAsync(stateName, grainId, grainState);
    }

    /// <summary>What is kept was written by somebody else since this activation read it. An activation that lets it escape ends, and the next one reads anew.</summary>
    [GenerateSerializer]
    public class InconsistentStateException : OrleansException
    {
        /// <summary>An exception without words.</summary>
        public InconsistentStateException()
        {
        }

        /// <summary>An exception with a sentence.</summary>
        public InconsistentStateException(string message)
            : base(message)
        {
        }

        /// <summary>An exception with a sentence and its cause.</summary>
        public InconsistentStateException(string message, Exception? innerException)
            : base(message, innerException!)
        {
        }

        /// <summary>An exception with the two versions.</summary>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
            : this(errorMsg, storedEtag, currentEtag, null)
        {
        }

        /// <summary>An exception with the two versions and its cause.</summary>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
            : base(errorMsg, storageException!)
        {
            StoredEtag = storedEtag;
            CurrentEtag = currentEtag;
        }

        /// <summary>An exception with the two versions and the words of its cause.</summary>
        public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
            : this(storageException.Message, storedEtag, currentEtag, storageException)
        {
        }

        /// <summary>The version kept, if known.</summary>
        [Id(1)]
        public string? StoredEtag { get; private set; }

        /// <summary>The version that the writer thought was kept.</summary>
        [Id(2)]
        public string? CurrentEtag { get; private set; }

        /// <summary>It has not yet left the activation whose state it is about; that one ends by it, and no other on its way.</summary>
        [Id(0)]
        internal bool IsSourceActivation { get; set; } = true;

        /// <inheritdoc />
        public override string ToString()
            => $"{nameof(InconsistentStateException)}: {Message} Kept: {StoredEtag ?? "nothing"}, thought to be kept: {CurrentEtag ?? "nothing"}. {InnerException}";
    }

    /// <summary>A grain asks for a storage that the host has not set up.</summary>
    [GenerateSerializer]
    public sealed class BadProviderConfigException : OrleansException
    {
        /// <summary>An exception without words.</summary>
        public BadProviderConfigException()
        {
        }

        /// <summary>An exception with a sentence.</summary>
        public BadProviderConfigException(string msg)
            : base(msg)
        {
        }

        /// <summary>An exception with a sentence and its cause.</summary>
        public BadProviderConfigException(string msg, Exception exc)
            : base(msg, exc)
        {
        }
    }
}
