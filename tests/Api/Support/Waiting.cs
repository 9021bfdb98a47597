using System.Diagnostics;

namespace BeautyGrains.Api.Tests;

/// <summary>Waits for what comes by itself.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Returns once it is true.</summary>
    public static Task Until(Func<bool> condition, string what) => Until(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="Until(Func{bool}, string)" />
    public static async Task Until(Func<Task<bool>> condition, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new TimeoutException($"It did not come: {what}.");
            await Task.Delay(10);
        }
    }
}
