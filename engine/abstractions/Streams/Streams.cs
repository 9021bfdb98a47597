using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A stream of whatever type of item.</summary>
public interface IAsyncStream
{
    /// <summary>Consumers may listen from an earlier place on. No stream of the embedded engine can: it keeps nothing that was delivered.</summary>
    bool IsRewindable { get; }

    /// <summary>The provider's name.</summary>
    string ProviderName { get; }

    /// <summary>The address.</summary>
    StreamId StreamId { get; }
}

/// <summary>A stream. Looking at one costs little and activates nothing; streams of one address are equal.</summary>
public interface IAsyncStream<T> :
    IAsyncStream,
    IEquatable<IAsyncStream<T>>,
    IComparable<IAsyncStream<T>>,
    IAsyncObservable<T>,
    IAsyncBatchObservable<T>,
    IAsyncBatchProducer<T>
{
    /// <summary>The subscriptions that the calling grain has to this stream.</summary>
    Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles();
}

/// <summary>Where streams come from. Nothing is persisted: items that were not delivered when the process ends are lost, so producers are fed from something durable and publish at least once.</summary>
public interface IStreamProvider
{
    /// <summary>The name under which it was added.</summary>
    string Name { get; }

    /// <summary>The stream of that address.</summary>
    IAsyncStream<T> GetStream<T>(StreamId streamId);

    /// <inheritdoc cref="IAsyncStream.IsRewindable" />
    bool IsRewindable { get; }
}

/// <summary>A place in a stream. Tokens of one stream can be compared; later items have greater ones.</summary>
[GenerateSerializer]
#pragma warning disable CA1036 // Orleans's type compares so and has no operators.
public abstract class StreamSequenceToken : IEquatable<StreamSequenceToken?>, IComparable<StreamSequenceToken?>
#pragma warning restore CA1036
{
    /// <summary>Of the batch.</summary>
    public abstract long SequenceNumber { get; protected set; }

    /// <summary>Of the item within its batch, from 0.</summary>
    public abstract int EventIndex { get; protected set; }

    /// <inheritdoc />
    public abstract bool Equals(StreamSequenceToken? other);

    /// <inheritdoc />
    public abstract int CompareTo(StreamSequenceToken? other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(SequenceNumber, EventIndex);
}
