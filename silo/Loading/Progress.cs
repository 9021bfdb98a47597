using Spectre.Console;

namespace BeautyGrains.Silo.Loading;

/// <summary>Shows how far a piece of work is: a bar on a terminal, a line every quarter elsewhere.</summary>
internal static class Progress
{
    /// <param name="work">Gets what it calls after each item; it may be called from several threads.</param>
    public static async Task Show(TextWriter output, string title, int total, Func<Action, Task> work)
    {
        if (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected)
        {
            await AnsiConsole.Progress().StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: Math.Max(total, 1));
                await work(() => bar.Increment(1));
                bar.Value = bar.MaxValue;
            });
            return;
        }
        var done = 0;
        await work(() =>
        {
            var now = Interlocked.Increment(ref done);
            // Only the call that crosses a quarter writes; a writer is not made for two at a time.
            if (now < total && now * 4L / total > (now - 1) * 4L / total)
                lock (output) output.WriteLine($"{title}: {now} of {total}");
        });
        await output.WriteLineAsync($"{title}: {done} of {total}");
    }
}
