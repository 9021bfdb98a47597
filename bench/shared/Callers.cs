using System.Diagnostics;

namespace BeautyGrains.Bench;

/// <summary>Callers in a closed loop: each asks again as soon as it has its answer.</summary>
public static class Callers
{
    /// <summary>Runs them until the time is over and every last answer is there.</summary>
    /// <param name="many">How many.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="each">What one request carries.</param>
    /// <param name="ask">One request of caller n, its m-th; false for a failure.</param>
    public static async Task<LoadResult> Run(int many, double seconds, int each, Func<int, long, ValueTask<bool>> ask)
    {
        var began = Stopwatch.GetTimestamp();
        var end = began + (long)(seconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, many).Select(caller => Loop(caller, end, ask)));
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var times = new Histogram();
        foreach (var one in all) times.Add(one.Times);
        var errors = all.Sum(one => one.Errors);
        return new((times.Count - errors) * each, took, errors, times.Percentile(0.5), times.Percentile(0.99), times.Max);
    }

    private static async Task<(Histogram Times, long Errors)> Loop(int caller, long end, Func<int, long, ValueTask<bool>> ask)
    {
        var times = new Histogram();
        var errors = 0L;
        await Task.Yield();
        for (var n = 0L; ; n++)
        {
            var began = Stopwatch.GetTimestamp();
            if (began >= end) return (times, errors);
            if (!await ask(caller, n)) errors++;
            times.Note(Stopwatch.GetElapsedTime(began));
        }
    }
}
