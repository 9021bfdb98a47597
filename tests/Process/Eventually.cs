using System.Diagnostics;

namespace BeautyGrains.Tests.Processes;

/// <summary>Waits for a condition in another process.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(25);

    /// <summary>Returns once it is true.</summary>
    /// <param name="else">Tells more when it does not become true in time.</param>
    public static async Task True(Func<Task<bool>> condition, TimeSpan within, Func<string> @else)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(began) > within) throw new TimeoutException(@else());
            await Task.Delay(Between);
        }
    }
}
