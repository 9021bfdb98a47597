namespace BeautyGrains.Journal.Tests;

/// <summary>Reads what strace wrote about several threads.</summary>
internal static class SystemCalls
{
    private const string Unfinished = "<unfinished ...>";

    /// <summary>Calls in order; a call that was interrupted in the listing stands, whole, where it ended, but a write to the outside where it began.</summary>
    public static List<string> Read(string file)
    {
        var begun = new Dictionary<string, string>();
        var calls = new List<string>();
        foreach (var line in File.ReadLines(file))
        {
            var thread = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            if (line.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                begun[thread] = line[..^Unfinished.Length];
                // The reader may have it from here on.
                if (line.Contains(" write(", StringComparison.Ordinal)) calls.Add(line);
            }
            else if (!line.Contains(" resumed>", StringComparison.Ordinal)) calls.Add(line);
            else if (begun.Remove(thread, out var start) && !start.Contains(" write(", StringComparison.Ordinal))
            {
                calls.Add(start + line[(line.IndexOf('>', StringComparison.Ordinal) + 1)..]);
            }
        }
        return calls;
    }
}
