using Orleans.Runtime;

namespace Orleans.Streams
{
    /// <summary>A grain's subscription to a stream. A handle serves once: resuming with it gives a new one.</summary>
    public abstract class StreamSubscriptionHandle<T> : IEquatable<StreamSubscriptionHandle<T>?>
    {
        /// <summary>The stream.</summary>
        public abstract StreamId StreamId { get; }

        /// <summary>The stream's provider.</summary>
        public abstract string ProviderName { get; }

        /// <summary>The subscription; the same for every activation of the grain.</summary>
        public abstract Guid HandleId { get; }

        /// <summary>Stops listening. An implicit subscription asks the grain again with the next item.</summary>
        public abstract Task UnsubscribeAsync();

        /// <summary>Has the observer listen from now on, in turns of the calling grain.</summary>
        /// <param name="token">To listen from an earlier place on, where the stream is rewindable.</param>
        public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null);

        /// <inheritdoc cref="ResumeAsync(IAsyncObserver{T}, StreamSequenceToken?)" />
        public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null);

        /// <inheritdoc />
        public abstract bool Equals(StreamSubscriptionHandle<T>? other);

        /// <inheritdoc />
        public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

        /// <inheritdoc />
        public override int GetHashCode() => HandleId.GetHashCode();
    }

    /// <summary>Subscriptions by delegates instead of observers.</summary>
    public static class StreamSubscriptionHandleExtensions
    {
        /// <summary>Has the delegates listen from now on.</summary>
        public static Task<StreamSubscriptionHandle<T>> ResumeAsync<T>(
            this StreamSubscriptionHandle<T> handle,
            Func<T, StreamSequenceToken?, Task> onNextAsync,
            Func<Exception, Task> onErrorAsync,
            StreamSequenceToken? token = null)
            => handle.ResumeAsync(new DelegateObserver<T>(onNextAsync, onErrorAsync), token);

        /// <inheritdoc cref="ResumeAsync{T}(StreamSubscriptionHandle{T}, Func{T, StreamSequenceToken?, Task}, Func{Exception, Task}, StreamSequenceToken?)" />
        public static Task<StreamSubscriptionHandle<T>> ResumeAsync<T>(
            this StreamSubscriptionHandle<T> handle,
            Func<T, StreamSequenceToken?, Task> onNextAsync,
            StreamSequenceToken? token = null)
            => handle.ResumeAsync(new DelegateObserver<T>(onNextAsync, _ => Task.CompletedTask), token);

        private sealed class DelegateObserver<T>(Func<T, StreamSequenceToken?, Task> onNext, Func<Exception, Task> onError) : IAsyncObserver<T>
        {
            private readonly Func<T, StreamSequenceToken?, Task> _onNext = onNext ?? throw new ArgumentNullException(nameof(onNext));
            private readonly Func<Exception, Task> _onError = onError ?? throw new ArgumentNullException(nameof(onError));

            public Task OnNextAsync(T item, StreamSequenceToken? token) => _onNext(item, token);

            public Task OnErrorAsync(Exception ex) => _onError(ex);
        }
    }

    /// <summary>A batch was not taken within the time that a provider goes on trying, and is lost.</summary>
    [GenerateSerializer]
    public sealed class StreamEventDeliveryFailureException : OrleansException
    {
        /// <summary>An exception without words.</summary>
        public StreamEventDeliveryFailureException()
        {
        }

        /// <summary>An exception with a sentence.</summary>
        public StreamEventDeliveryFailureException(string message)
            : base(message)
        {
        }

        /// <summary>An exception with a sentence and its cause.</summary>
        public StreamEventDeliveryFailureException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }
}

namespace Orleans.Streams.Core
{
    using Orleans.Streams;

    /// <summary>Told when an activation gets the first item of a stream that it does not listen to yet.</summary>
    public interface IStreamSubscriptionObserver
    {
        /// <summary>Runs in the turn that brings the item; a grain that resumes the handle here gets that item too.</summary>
        Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory);
    }

    /// <summary>One subscription of the grain, before its item type is known.</summary>
    public interface IStreamSubscriptionHandleFactory
    {
        /// <summary>The stream.</summary>
        StreamId StreamId { get; }

        /// <summary>The stream's provider.</summary>
        string ProviderName { get; }

        /// <summary>The subscription.</summary>
        GuidId SubscriptionId { get; }

        /// <summary>The handle, to resume.</summary>
        StreamSubscriptionHandle<T> Create<T>();
    }
}
