using System.Globalization;

namespace BeautyGrains.Bench.Compare;

/// <summary>Processor time of processes, as Linux counts it.</summary>
internal static class CpuTime
{
    // What the kernel's interface counts in, on every system that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Of a process with the children that it has outlived, in seconds; 0 when it is gone.</summary>
    public static double Of(int process)
    {
        var fields = Fields(process);
        // User, system, and both of the children waited for.
        return fields is null ? 0 : Enumerable.Range(11, 4).Sum(at => double.Parse(fields[at], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    /// <summary>Of a process, what it has outlived, and its children that live.</summary>
    public static double OfFamily(int parent)
    {
        var sum = Of(parent);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process) && Fields(process) is { } fields
                && fields[1] == parent.ToString(CultureInfo.InvariantCulture))
                sum += Of(process);
        return sum;
    }

    // What follows the name, which may have spaces and brackets itself: state, parent, ...
    private static string[]? Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
