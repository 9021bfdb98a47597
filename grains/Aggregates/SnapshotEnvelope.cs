using System.Buffers.Binary;
using System.IO.Compression;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>
/// A snapshot's payload: 8 bytes of UTC ticks of the last event's time (little endian), then the state as JSON. A large one is compressed (a byte 1,
/// 4 bytes of the JSON's length, little endian, and the JSON as Brotli has it, RFC 7932): all that is written waits for one writer, which must not be held up.
/// Where something is kept apart from the JSON, a byte 2 and 4 bytes (little endian) that tell how long the JSON is here come before it, and that after it.
/// </summary>
internal static class SnapshotEnvelope
{
    private const int Header = 8;
    private const int Length = 4;
    private const byte Compressed = 1;
    private const byte InTwo = 2;
    private const int Large = 256 * 1024;

    // What is apart is copied and not parsed; but it is written.
    private const int ApartWeighs = 2;

    public static Snapshot Seal<TState>(Versioned<TState> state, int foldVersion, SavedState saved)
    {
        var json = saved.Json.Length < Large ? saved.Json : Compress(saved.Json);
        var front = saved.Apart.IsEmpty ? Header : Header + 1 + Length;
        var payload = new byte[front + json.Length + saved.Apart.Length];
        BinaryPrimitives.WriteInt64LittleEndian(payload, state.At.UtcTicks);
        json.Span.CopyTo(payload.AsSpan(front));
        if (saved.Apart.IsEmpty) return new(state.Version, foldVersion, payload);
        payload[Header] = InTwo;
        BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(Header + 1), json.Length);
        saved.Apart.Span.CopyTo(payload.AsSpan(front + json.Length));
        return new(state.Version, foldVersion, payload);
    }

    public static Versioned<TState> Open<TState>(Snapshot snapshot, StateLoader<TState> load)
    {
        var bytes = snapshot.Payload.Span;
        if (bytes.Length < Header) throw new JournalCorruptException("A snapshot has been cut off.");
        var at = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(bytes), TimeSpan.Zero);
        var json = Parts(bytes[Header..], out var apart);
        // JSON never begins with that byte.
        return new(load(json is [Compressed, ..] ? Expand(json[1..]) : json, apart), snapshot.Version, at);
    }

    /// <summary>What it costs to make and to read, in bytes: those of its JSON, however small they were made, and half of what is apart.</summary>
    public static int WeightOf(Snapshot snapshot)
    {
        var json = Parts(snapshot.Payload.Span[Header..], out var apart);
        return (json is [Compressed, ..] ? BinaryPrimitives.ReadInt32LittleEndian(json[1..]) : json.Length) + (apart.Length / ApartWeighs);
    }

    public delegate TState StateLoader<out TState>(ReadOnlySpan<byte> json, ReadOnlySpan<byte> apart);

    private static ReadOnlySpan<byte> Parts(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> apart)
    {
        apart = default;
        if (bytes is not [InTwo, .. var both]) return bytes;
        if (both.Length < Length) throw new JournalCorruptException("A snapshot has been cut off.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(both);
        if (length < 0 || length > both.Length - Length) throw new JournalCorruptException("A snapshot's length is impossible.");
        apart = both[(Length + length)..];
        return both.Slice(Length, length);
    }

    private static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> json)
    {
        const int front = 1 + Length;
        var compressed = new byte[front + BrotliEncoder.GetMaxCompressedLength(json.Length)];
        compressed[0] = Compressed;
        BinaryPrimitives.WriteInt32LittleEndian(compressed.AsSpan(1), json.Length);
        if (!BrotliEncoder.TryCompress(json.Span, compressed.AsSpan(front), out var written, quality: 1, window: 22))
            throw new InvalidOperationException("The room that compression asks for at most was not enough.");
        return compressed.AsMemory(0, front + written);
    }

    private static byte[] Expand(ReadOnlySpan<byte> compressed)
    {
        if (compressed.Length < Length) throw new JournalCorruptException("A snapshot has been cut off.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(compressed);
        if (length < 0 || length > Array.MaxLength) throw new JournalCorruptException("A snapshot's length is impossible.");
        var json = new byte[length];
        return BrotliDecoder.TryDecompress(compressed[Length..], json, out var written) && written == length
            ? json
            : throw new JournalCorruptException("A snapshot cannot be expanded.");
    }
}

/// <summary>A state as a snapshot keeps it.</summary>
/// <param name="Json">UTF-8.</param>
/// <param name="Apart">What is better kept as it lies in memory than in JSON; empty for most.</param>
public readonly record struct SavedState(ReadOnlyMemory<byte> Json, ReadOnlyMemory<byte> Apart)
{
    /// <summary>JSON alone.</summary>
    public static implicit operator SavedState(byte[] json) => new(json, default);
}
