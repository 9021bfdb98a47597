namespace BeautyGrains.ReadModels;

/// <summary>
/// Keeps work over a whole chain from crowding out what people wait for: after each piece it rests, so that the work takes a small share of a processor all the
/// time instead of all of it for a while. For one caller at a time.
/// </summary>
public sealed class Pace(TimeProvider clock)
{
    // Of the time of one processor: 1/20.
    private const int Share = 20;

    // A process that stood still for a while has not worked all that time.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    private long _began = clock.GetTimestamp();

    /// <summary>Rests as long as the work since the last rest asks for. Called between pieces of some milliseconds, and not after the last one: little work is not held up.</summary>
    public async Task Rest(CancellationToken cancel)
    {
        var rest = clock.GetElapsedTime(_began) * (Share - 1);
        if (rest > TimeSpan.Zero) await Task.Delay(rest < s_longest ? rest : s_longest, clock, cancel);
        _began = clock.GetTimestamp();
    }
}
