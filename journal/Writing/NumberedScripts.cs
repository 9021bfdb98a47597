using System.Globalization;

namespace BeautyGrains.Journal.Writing;

/// <summary>A step of a schema.</summary>
/// <param name="Number">Above 0; the steps of a schema count up.</param>
internal sealed record NumberedScript(int Number, string Name, string Sql)
{
    /// <summary>The embedded scripts of a folder, such as "Sqlite.Schema", in order.</summary>
    public static List<NumberedScript> In(string folder)
    {
        var marker = $".{folder}.";
        return [.. typeof(NumberedScript).Assembly.GetManifestResourceNames().Where(name => name.Contains(marker, StringComparison.Ordinal))
            .Select(name => Load(name, name[(name.IndexOf(marker, StringComparison.Ordinal) + marker.Length)..])).OrderBy(script => script.Number)];
    }

    /// <summary>The steps that follow what is applied.</summary>
    /// <exception cref="JournalUnavailableException">What is applied is newer than this code.</exception>
    public static IEnumerable<NumberedScript> Missing(List<NumberedScript> known, long applied)
    {
        if (applied > known[^1].Number)
        {
            throw new JournalUnavailableException(
                $"The journal has schema {applied}, but this program knows only {known[^1].Number}: it was written by a newer version. Use that one.");
        }
        return known.Where(script => script.Number > applied);
    }

    private static NumberedScript Load(string resource, string name)
    {
        using var reader = new StreamReader(typeof(NumberedScript).Assembly.GetManifestResourceStream(resource)!);
        return new(int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
