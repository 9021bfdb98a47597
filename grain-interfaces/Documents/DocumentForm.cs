using System.Buffers;
using System.Globalization;

namespace BeautyGrains.Contracts;

/// <summary>The rules of form of documents; the HTTP edge and the grain share them.</summary>
public static class DocumentForm
{
    /// <summary>The longest name of a file, in UTF-16 units.</summary>
    public const int MaxName = 200;

    /// <summary>The most things that a document is attached to besides the one it belongs to.</summary>
    public const int MaxAttached = 100;

    /// <summary>The most different documents that one record names.</summary>
    public const int MaxNamed = 100;

    // What a path, a shell or a file system of any kind would take for more than a name.
    private static readonly SearchValues<char> s_forbidden = SearchValues.Create("/\\:*?\"<>|");

    /// <summary>
    /// The rule that a file's name breaks, or null. A name is a name and no path, the same for every reader: no separators, no wildcards, no control or
    /// invisible format characters (which could turn the order of what is shown round), no dots or blanks at its ends.
    /// </summary>
    public static string? NameRule(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return "required";
        if (name.Length > MaxName) return "at-most-200-characters";
        if (name.AsSpan().ContainsAny(s_forbidden)) return "must-be-a-file-name";
        if (name.Any(one => char.IsControl(one) || char.GetUnicodeCategory(one) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)) return "no-control-characters";
        if (!IsUnicode(name)) return "must-be-unicode";
        return name[0] is '.' or ' ' || name[^1] is '.' or ' ' ? "must-be-a-file-name" : null;
    }

    /// <summary>Is it such as hashes are written?</summary>
    public static bool IsSha256(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The first rule that a request breaks, or null.</summary>
    public static Refusal? Check(string id, PutDocument ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        if (!Limits.IsId(id)) return Refusal.Invalid("id", "must-be-an-id");
        if (SubjectRule(ask.About) is { } about) return Refusal.Invalid("about", about);
        if (NameRule(ask.Name) is { } name) return Refusal.Invalid("name", name);
        if (ask.MediaType is not { Length: > 2 and <= 100 }) return Refusal.Invalid("mediaType", "required");
        if (ask.Length <= 0) return Refusal.Invalid("body", "required");
        return IsSha256(ask.Sha256) ? null : Refusal.Invalid("sha256", "must-be-a-sha256");
    }

    /// <summary>The rule that something's name breaks, or null.</summary>
    public static string? SubjectRule(DocumentSubject? subject) => subject is null || !Enum.IsDefined(subject.Kind) || !Limits.IsId(subject.Id) ? "must-be-kind:id" : null;

    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }
}
