using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;

namespace BeautyGrains.Api.Documents;

/// <summary>How large documents may be, and of which media types.</summary>
public sealed class DocumentLimits
{
    /// <summary>Megabytes (of 1,048,576 bytes) of a document unless told otherwise.</summary>
    public const int UsualMegabytes = 20;

    /// <summary>The most megabytes that may be told.</summary>
    public const int MostMegabytes = 1024;

    /// <summary>Media types unless told otherwise: papers and photographs. What a browser would run, such as HTML and SVG, is not among them.</summary>
    public const string UsualMediaTypes =
        "application/pdf;image/jpeg;image/png;image/webp;image/heic;image/tiff;text/plain;text/csv;application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Reads "Documents:MaxMegabytes" and "Documents:MediaTypes"; the host has checked them.</summary>
    public DocumentLimits(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        MostBytes = (int.TryParse(configuration["Documents:MaxMegabytes"], out var megabytes) ? megabytes : UsualMegabytes) * 1024L * 1024;
        MediaTypes = Parse(configuration["Documents:MediaTypes"] ?? UsualMediaTypes, []).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Bytes of a document at most.</summary>
    public long MostBytes { get; }

    /// <summary>In lower case, without parameters.</summary>
    public FrozenSet<string> MediaTypes { get; }

    /// <summary>Media types separated by ';'; those that are none go to the second list.</summary>
    public static IReadOnlyList<string> Parse(string text, ICollection<string> faulty)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(faulty);
        var types = new List<string>();
        foreach (var type in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IsMediaType(type)) types.Add(type);
            else faulty.Add(type);
        }
        return types;
    }

    private static bool IsMediaType(string type) =>
        type.Length <= 100 && type.Split('/') is [{ Length: > 0 } major, { Length: > 0 } minor] && (major + minor).All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '+');
}
