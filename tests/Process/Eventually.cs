using System.Diagnostics;

namespace BeautyGrains.Tests.Processes;

/// <summary>Waits for a condition in another process.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(25);

    /// <summary>Returns once it is true.</summary>
    /// <param name="else">Tells more when it does not become true in time.</param>
    /// <param name="between">How long it waits before it looks again; what passes within milliseconds is looked at without a break.</param>
    public static async Task True(Func<Task<bool>> condition, TimeSpan within, Func<string> @else, TimeSpan? between = null)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(began) > within) throw new TimeoutException(@else());
            await Task.Delay(between ?? Between);
        }
    }
}
