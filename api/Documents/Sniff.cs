using System.Collections.Frozen;

namespace BeautyGrains.Api.Documents;

/// <summary>Whether the beginning of a file is such as its media type has it. Types that it does not know pass.</summary>
internal static class Sniff
{
    /// <summary>Bytes that are looked at.</summary>
    public const int HeadBytes = 512;

    // From the formats' own specifications: ISO 32000 (PDF), ISO/IEC 10918-1 (JPEG), ISO/IEC 15948 (PNG), TIFF 6.0, ISO/IEC 29500 (packages are ZIP files).
    private static readonly FrozenDictionary<string, byte[][]> s_beginnings = new Dictionary<string, byte[][]>(StringComparer.Ordinal)
    {
        ["application/pdf"] = ["%PDF-"u8.ToArray()],
        ["image/jpeg"] = [[0xFF, 0xD8, 0xFF]],
        ["image/png"] = [[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]],
        ["image/gif"] = ["GIF87a"u8.ToArray(), "GIF89a"u8.ToArray()],
        ["image/tiff"] = [[(byte)'I', (byte)'I', 42, 0], [(byte)'M', (byte)'M', 0, 42]],
        ["application/zip"] = ["PK\x03\x04"u8.ToArray()],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>May a file of that type begin so?</summary>
    public static bool Fits(string mediaType, ReadOnlySpan<byte> head)
    {
        if (mediaType.StartsWith("application/vnd.openxmlformats-officedocument.", StringComparison.Ordinal)) return head.StartsWith("PK\x03\x04"u8);
        if (mediaType == "image/webp") return head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..12].SequenceEqual("WEBP"u8);
        if (mediaType is "image/heic" or "image/heif" or "image/avif") return head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8);
        // UTF-16 has such bytes and a mark before them.
        if (mediaType.StartsWith("text/", StringComparison.Ordinal)) return !head.Contains((byte)0) || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        if (!s_beginnings.TryGetValue(mediaType, out var beginnings)) return true;
        foreach (var beginning in beginnings)
            if (head.StartsWith(beginning)) return true;
        return false;
    }
}
