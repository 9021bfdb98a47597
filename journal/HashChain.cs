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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, version);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64LittleEndian(number, entry.At.UtcTicks);
        hash.AppendData(number);
        Text(hash, stream.Category);
        Text(hash, stream.Key);
        Text(hash, entry.Type);
        Text(hash, entry.Actor);
        Text(hash, entry.CorrelationId);
        Bytes(hash, entry.Payload.Span);
        return hash.GetHashAndReset();
    }

    private static void Text(IncrementalHash hash, string text) => Bytes(hash, Encoding.UTF8.GetBytes(text));

    private static void Bytes(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
