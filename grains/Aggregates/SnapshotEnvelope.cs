using System.Buffers.Binary;
using System.IO.Compression;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>
/// A snapshot's payload: 8 bytes of UTC ticks of the last event's time (little endian), then the state as JSON. A large one is compressed (a byte 1,
/// 4 bytes of the JSON's length, little endian, and the JSON as Brotli has it, RFC 7932): all that is written waits for one writer, which must not be held up.
/// </summary>
internal static class SnapshotEnvelope
{
    private const int Header = 8;
    private const int LengthOfJson = 4;
    private const byte Compressed = 1;
    private const int Large = 256 * 1024;

    public static Snapshot Seal<TState>(Versioned<TState> state, int foldVersion, byte[] json)
    {
        var payload = json.Length < Large ? Plain(json) : Compress(json);
        BinaryPrimitives.WriteInt64LittleEndian(payload.Span, state.At.UtcTicks);
        return new(state.Version, foldVersion, payload);
    }

    public static Versioned<TState> Open<TState>(Snapshot snapshot, StateLoader<TState> load)
    {
        var bytes = snapshot.Payload.Span;
        if (bytes.Length < Header) throw new JournalCorruptException("A snapshot has been cut off.");
        var at = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(bytes), TimeSpan.Zero);
        var rest = bytes[Header..];
        // JSON never begins with that byte.
        return new(load(rest is [Compressed, ..] ? Expand(rest[1..]) : rest), snapshot.Version, at);
    }

    /// <summary>What it costs to make and to read, in bytes: those of its JSON, however small they were made.</summary>
    public static int WeightOf(Snapshot snapshot)
    {
        var rest = snapshot.Payload.Span[Header..];
        return rest is [Compressed, ..] ? BinaryPrimitives.ReadInt32LittleEndian(rest[1..]) : rest.Length;
    }

    public delegate TState StateLoader<out TState>(ReadOnlySpan<byte> json);

    private static Memory<byte> Plain(byte[] json)
    {
        var payload = new byte[Header + json.Length];
        json.CopyTo(payload, Header);
        return payload;
    }

    private static Memory<byte> Compress(byte[] json)
    {
        const int front = Header + 1 + LengthOfJson;
        var payload = new byte[front + BrotliEncoder.GetMaxCompressedLength(json.Length)];
        payload[Header] = Compressed;
        BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(Header + 1), json.Length);
        if (!BrotliEncoder.TryCompress(json, payload.AsSpan(front), out var written, quality: 1, window: 22))
            throw new InvalidOperationException("The room that compression asks for at most was not enough.");
        return payload.AsMemory(0, front + written);
    }

    private static byte[] Expand(ReadOnlySpan<byte> compressed)
    {
        if (compressed.Length < LengthOfJson) throw new JournalCorruptException("A snapshot has been cut off.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(compressed);
        if (length < 0 || length > Array.MaxLength) throw new JournalCorruptException("A snapshot's length is impossible.");
        var json = new byte[length];
        return BrotliDecoder.TryDecompress(compressed[LengthOfJson..], json, out var written) && written == length
            ? json
            : throw new JournalCorruptException("A snapshot cannot be expanded.");
    }
}
