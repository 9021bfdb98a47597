using System.Buffers.Binary;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>A snapshot's payload: 8 bytes of UTC ticks of the last event's time (little endian), then the state as JSON.</summary>
internal static class SnapshotEnvelope
{
    private const int Header = 8;

    public static Snapshot Seal<TState>(Versioned<TState> state, int foldVersion, byte[] json)
    {
        var payload = new byte[Header + json.Length];
        BinaryPrimitives.WriteInt64LittleEndian(payload, state.At.UtcTicks);
        json.CopyTo(payload, Header);
        return new(state.Version, foldVersion, payload);
    }

    public static Versioned<TState> Open<TState>(Snapshot snapshot, StateLoader<TState> load)
    {
        var bytes = snapshot.Payload.Span;
        var at = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(bytes), TimeSpan.Zero);
        return new(load(bytes[Header..]), snapshot.Version, at);
    }

    public delegate TState StateLoader<out TState>(ReadOnlySpan<byte> json);
}
