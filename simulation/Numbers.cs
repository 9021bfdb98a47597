using System.Globalization;
using System.Text;

namespace BeautyGrains.Simulation;

/// <summary>Numbers of steps as people write them: 3,17,29-40.</summary>
public static class Numbers
{
    /// <summary>Ascending numbers in short.</summary>
    public static string Write(IReadOnlyList<int> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        var text = new StringBuilder();
        for (var from = 0; from < numbers.Count;)
        {
            var to = from;
            while (to + 1 < numbers.Count && numbers[to + 1] == numbers[to] + 1) to++;
            if (text.Length > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{numbers[from]}");
            if (to > from) text.Append(CultureInfo.InvariantCulture, $"-{numbers[to]}");
            from = to + 1;
        }
        return text.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null when it is something else.</summary>
    public static IReadOnlySet<int>? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var numbers = new HashSet<int>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
                || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to) || to < from || to > 10_000_000) return null;
            for (var number = from; number <= to; number++) numbers.Add(number);
        }
        return numbers;
    }
}
