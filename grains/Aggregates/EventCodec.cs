using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>
/// Writes events as readable, versioned JSON and reads every version ever written. Names end in the version: "stock-moved.1".
/// A new version of an event is a new name; the old name stays readable through an upcast.
/// </summary>
public sealed class EventCodec<TEvent>
    where TEvent : class
{
    private readonly Dictionary<Type, (string Name, JsonTypeInfo Json)> _writers = [];
    private readonly Dictionary<string, Func<ReadOnlyMemory<byte>, TEvent>> _readers = [];

    /// <summary>Every name that can be read, in ordinal order.</summary>
    public IEnumerable<string> Names => _readers.Keys.Order(StringComparer.Ordinal);

    /// <summary>Every event type that can be written, with its name.</summary>
    public IEnumerable<(Type Type, string Name)> Written => _writers.Select(writer => (writer.Key, writer.Value.Name));

    /// <summary>An event type as it is written today.</summary>
    public EventCodec<TEvent> Add<T>(string name, JsonTypeInfo<T> json)
        where T : TEvent
    {
        _writers.Add(typeof(T), (name, json));
        _readers.Add(name, payload => Parse(name, payload, json));
        return this;
    }

    /// <summary>An event version of the past, turned into today's on reading.</summary>
    public EventCodec<TEvent> AddOld<TOld>(string name, JsonTypeInfo<TOld> json, Func<TOld, TEvent> upcast)
        where TOld : class
    {
        _readers.Add(name, payload => upcast(Parse(name, payload, json)));
        return this;
    }

    /// <summary>Name and payload of an event.</summary>
    public (string Name, byte[] Payload) Write(TEvent happened)
    {
        var (name, json) = _writers[happened.GetType()];
        return (name, JsonSerializer.SerializeToUtf8Bytes(happened, json));
    }

    /// <summary>The event in today's form.</summary>
    /// <exception cref="JournalCorruptException">The name is unknown or the payload cannot be read: the stream stops loudly.</exception>
    public TEvent Read(RecordedEvent recorded) => recorded.Meaning as TEvent ?? Read(recorded.Type, recorded.Payload);

    /// <inheritdoc cref="Read(RecordedEvent)" />
    public TEvent Read(string name, ReadOnlyMemory<byte> payload) =>
        _readers.TryGetValue(name, out var read)
            ? read(payload)
            : throw new JournalCorruptException($"Event type '{name}' is unknown to this version of the program.");

    private static T Parse<T>(string name, ReadOnlyMemory<byte> payload, JsonTypeInfo<T> json)
    {
        try
        {
            return JsonSerializer.Deserialize(payload.Span, json) ?? throw new JsonException("null");
        }
        catch (JsonException broken)
        {
            throw new JournalCorruptException($"An event of type '{name}' cannot be read: {broken.Message}", broken);
        }
    }
}
