using Orleans.Providers.Streams.Common;

namespace BeautyGrains.Engine;

/// <summary>What a producer gave at once, with the request context that it had.</summary>
internal abstract class StreamBatch(Dictionary<string, object>? context)
{
    internal Dictionary<string, object>? Context { get; } = context;

    /// <summary>Its place among the batches of its provider; set under the provider's lock.</summary>
    internal long Sequence { get; set; }

    internal EventSequenceToken Token(int place) => new(Sequence, place);

    /// <summary>The items as the consumer's type.</summary>
    /// <exception cref="InvalidCastException">An item is of another type.</exception>
    internal abstract IReadOnlyList<TItem> Items<TItem>();
}

internal sealed class StreamBatch<T>(T[] items, Dictionary<string, object>? context) : StreamBatch(context)
{
    internal bool IsEmpty => items.Length == 0;

    internal override IReadOnlyList<TItem> Items<TItem>() => items as IReadOnlyList<TItem> ?? [.. items.Cast<TItem>()];
}
