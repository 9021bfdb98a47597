using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BeautyGrains.Journal;

/// <summary>Each entry carries the hash of its predecessor in the stream, so that damage is found.</summary>
public static class HashChain
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int Size = 32;

    /// <summary>What the first entry of a stream takes as its predecessor's hash.</summary>
    public static ReadOnlyMemory<byte> Root { get; } = new byte[Size];

    /// <summary>
    /// SHA-256 over: previous hash, version (8 bytes, little endian), time (UTC ticks, 8 bytes, little endian), then category, key, type,
    /// actor, correlation id and payload, each preceded by its length in bytes (4 bytes, little endian).
    /// </summary>
    public static byte[] Next(ReadOnlySpan<byte> previous, StreamKey stream, long version, in NewEvent entry)
    {
        var characters = stream.Category.Length + stream.Key.Length + entry.Type.Length + entry.Actor.Length + entry.CorrelationId.Length;
        // 8 + 8 for the numbers, 6 lengths of 4, at most 3 bytes for a UTF-16 unit.
        var buffer = ArrayPool<byte>.Shared.Rent(previous.Length + 16 + 24 + 3 * characters + entry.Payload.Length);
        previous.CopyTo(buffer);
        var at = previous.Length;
        BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(at), version);
        BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(at + 8), entry.At.UtcTicks);
        at = Text(buffer, at + 16, stream.Category);
        at = Text(buffer, at, stream.Key);
        at = Text(buffer, at, entry.Type);
        at = Text(buffer, at, entry.Actor);
        at = Text(buffer, at, entry.CorrelationId);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(at), entry.Payload.Length);
        entry.Payload.Span.CopyTo(buffer.AsSpan(at + 4));
        at += 4 + entry.Payload.Length;
        var hash = SHA256.HashData(buffer.AsSpan(0, at));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }

    private static int Text(byte[] buffer, int at, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, buffer.AsSpan(at + 4));
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(at), length);
        return at + 4 + length;
    }
}
