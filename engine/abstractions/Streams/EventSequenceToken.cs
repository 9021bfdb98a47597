using System.Globalization;
using Orleans.Streams;

namespace Orleans.Providers.Streams.Common;

/// <summary>A place by numbers: of the batch, and of the item within it.</summary>
[GenerateSerializer]
public class EventSequenceToken : StreamSequenceToken
{
    /// <summary>The place of a batch.</summary>
    public EventSequenceToken(long sequenceNumber)
        : this(sequenceNumber, 0)
    {
    }

    /// <summary>The place of an item.</summary>
    public EventSequenceToken(long sequenceNumber, int eventIndex)
    {
        SequenceNumber = sequenceNumber;
        EventIndex = eventIndex;
    }

    /// <inheritdoc />
    [Id(0)]
    public sealed override long SequenceNumber { get; protected set; }

    /// <inheritdoc />
    [Id(1)]
    public sealed override int EventIndex { get; protected set; }

    /// <summary>The place of an item of this batch.</summary>
    public EventSequenceToken CreateSequenceTokenForEvent(int eventInd) => new(SequenceNumber, eventInd);

    /// <inheritdoc />
    public override bool Equals(StreamSequenceToken? other)
        => other is EventSequenceToken token && token.SequenceNumber == SequenceNumber && token.EventIndex == EventIndex;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(SequenceNumber, EventIndex);

    /// <inheritdoc />
    /// <exception cref="ArgumentOutOfRangeException">A token of another kind.</exception>
    public override int CompareTo(StreamSequenceToken? other)
    {
        if (other is null)
            return 1;
        if (other is not EventSequenceToken token)
            throw new ArgumentOutOfRangeException(nameof(other));
        var batches = SequenceNumber.CompareTo(token.SequenceNumber);
        return batches != 0 ? batches : EventIndex.CompareTo(token.EventIndex);
    }

    /// <inheritdoc />
    public override string ToString()
        => string.Format(CultureInfo.InvariantCulture, "[EventSequenceToken: SeqNum={0}, EventIndex={1}]", SequenceNumber, EventIndex);
}
