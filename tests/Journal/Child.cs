using System.Diagnostics;
using System.Globalization;
using System.Text;
using BeautyGrains.Journal.Postgres;
using BeautyGrains.Journal.Sqlite;

namespace BeautyGrains.Journal.Tests;

/// <summary>
/// A second process on a journal: <c>FOLDER|CONNECTION STREAM APPENDS EVENTS BYTES</c>. It says "ack VERSION" once an append is durable and the name of
/// the exception once one fails, and then goes on with a fresh writer.
/// </summary>
internal static class Child
{
    public static async Task<int> Main(string[] args)
    {
        int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);
        var isPostgres = args[0].StartsWith("Host=", StringComparison.Ordinal);
        IJournal journal = isPostgres ? new PostgresJournal(new(args[0], TimeProvider.System)) : new SqliteJournal(new(args[0], TimeProvider.System));
        await using var closed = (IAsyncDisposable)journal;
        var stream = new StreamKey("stock", args[1]);
        var entry = new NewEvent("noted.1", Encoding.UTF8.GetBytes(new string('x', Number(4))), DateTimeOffset.UnixEpoch);
        var writer = journal.Open(stream, await journal.LastVersion(stream));
        for (var append = 0; append < Number(2); append++)
        {
            try
            {
                var version = await journal.Append(writer, [.. Enumerable.Repeat(entry, Number(3))]);
                Console.WriteLine($"ack {version}");
            }
            catch (JournalException failure)
            {
                Console.WriteLine(failure.GetType().Name);
                writer = journal.Open(stream, await journal.LastVersion(stream));
            }
        }
        return 0;
    }

    /// <summary>Runs the child, under other programs when given, and returns what it said and its exit code.</summary>
    public static async Task<(int ExitCode, string[] Lines, string Errors)> Run(string[] under, params string[] arguments)
    {
        string[] line = [.. under, "dotnet", typeof(Child).Assembly.Location, .. arguments];
        using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries), await errors);
    }
}
