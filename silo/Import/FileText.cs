using System.Text;

namespace BeautyGrains.Silo.Import;

/// <summary>Turns a file's bytes into text.</summary>
internal static class FileText
{
    /// <summary>What <c>--encoding</c> knows.</summary>
    public static readonly string[] Encodings = ["auto", "utf-8", "windows-1252", "gb18030"];

    static FileText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>
    /// Decodes. "auto" takes UTF-16 if a byte order mark says so (Excel's "Unicode text"), then UTF-8 (with or without a byte order mark) if every byte of the file is valid in it, else Windows-1252:
    /// text of that code page with any accent is practically never valid UTF-8.
    /// </summary>
    /// <exception cref="DecoderFallbackException">A byte is not valid in the encoding named.</exception>
    public static (string Text, string Encoding) Read(byte[] bytes, string encoding)
    {
        if (encoding != "auto") return (Decode(bytes, Encoding.GetEncoding(encoding)), encoding);
        if (bytes is [0xFF, 0xFE, ..]) return (Decode(bytes, Encoding.Unicode), "utf-16");
        if (bytes is [0xFE, 0xFF, ..]) return (Decode(bytes, Encoding.BigEndianUnicode), "utf-16");
        try
        {
            return (Decode(bytes, Encoding.UTF8), "utf-8");
        }
        catch (DecoderFallbackException)
        {
            return (Decode(bytes, Encoding.GetEncoding(1252)), "windows-1252");
        }
    }

    private static string Decode(byte[] bytes, Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict.GetString(bytes).TrimStart('\uFEFF');
    }
}
