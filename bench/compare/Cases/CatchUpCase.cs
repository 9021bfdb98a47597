using System.Diagnostics;
using System.Globalization;

namespace BeautyGrains.Bench.Compare;

/// <summary>
/// How fast read models take in what waits: the stock's is built anew from the journal that the other cases have filled, by the same tailer that follows,
/// while nobody else works. Comes after all rounds.
/// </summary>
internal sealed class CatchUpCase(House house, string server, bool onPostgres)
{
    private const string Model = "stock";
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    public string Name => onPostgres ? "catch-up-postgres" : "catch-up-sqlite";

    public async Task<Turn> Run(int seconds)
    {
        var ours = await house.Server(server, onPostgres);
        ours.Thaw();
        try
        {
            // The last turn has ended some time ago; nothing but the new copy shall have work.
            await CaughtUp(ours);
            (string, int)[] families = onPostgres ? [("server", ours.Process), ("postgres", house.Postgres.Process)] : [("server", ours.Process)];
            var measured = await Measured.During(() => Build(ours, seconds), families);
            return measured.AsTurn(Name, 1);
        }
        finally
        {
            ours.Freeze();
        }
    }

    private static async Task<LoadResult> Build(Server ours, int seconds)
    {
        var serving = (await ours.ReadModels()).Single(model => model.Name == Model).Generation;
        await ours.Rebuild(Model);
        long from = -1, to = 0, began = 0;
        var end = Stopwatch.GetTimestamp() + seconds * Stopwatch.Frequency;
        using var looks = new PeriodicTimer(s_look);
        while (true)
        {
            var model = (await ours.ReadModels()).Single(one => one.Name == Model);
            var now = Stopwatch.GetTimestamp();
            if (model.BuiltUpTo is { } position && Number(position) is var built && built > 0)
            {
                if (from < 0) (from, began) = (built, now);
                to = built;
                if (now >= end) return Of(from, to, began, now);
            }
            else if (from >= 0 || model.Generation > serving)
            {
                // It serves: the last look at it was the end.
                return Of(Math.Max(0, from), to, began, now);
            }
            await looks.WaitForNextTickAsync();
        }
    }

    private static LoadResult Of(long from, long to, long began, long ended) => new(to - from, Stopwatch.GetElapsedTime(began, ended).TotalSeconds, 0, 0, 0, 0);

    // "partition-number"
    private static long Number(string position) => long.Parse(position[(position.IndexOf('-', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);

    private static async Task CaughtUp(Server ours)
    {
        using var looks = new PeriodicTimer(s_look);
        for (var left = TimeSpan.FromSeconds(30); left > TimeSpan.Zero; left -= s_look)
        {
            if ((await ours.ReadModels()).All(model => model.EventsBehind == 0)) return;
            await looks.WaitForNextTickAsync();
        }
    }
}
