namespace BeautyGrains.Tests.Processes;

/// <summary>Reads what strace saw of one request: was the journal synced between its arrival and its answer?</summary>
internal static class SyncTrace
{
    private const string Log = "journal.db-wal>";

    /// <summary>
    /// The lines that prove it, in order: the request arrives, the journal's log is written, a sync of that log begins, it ends well,
    /// and only then the answer begins to leave. The first step that cannot be found in its place is null.
    /// </summary>
    /// <param name="lines">Of strace -f -y; calls of several threads are interleaved, in the order in which they began or ended.</param>
    /// <param name="request">Text that only the request has.</param>
    /// <param name="answer">Text that the answer begins with.</param>
    public static IReadOnlyList<string?> Proof(IReadOnlyList<string> lines, string request, string answer)
    {
        var arrived = Find(lines, 0, line => IsReceive(line) && line.Contains(request, StringComparison.Ordinal));
        var left = arrived < 0 ? -1 : Find(lines, arrived, line => IsSend(line) && line.Contains(answer, StringComparison.Ordinal));
        var written = Before(left, Find(lines, arrived, line => line.Contains("write", StringComparison.Ordinal) && line.Contains(Log, StringComparison.Ordinal)));
        var began = written < 0 ? -1 : Before(left, Find(lines, written, line => line.Contains("sync(", StringComparison.Ordinal) && line.Contains(Log, StringComparison.Ordinal)));
        var ended = began < 0 ? -1 : Before(left, EndOf(lines, began));
        return [.. new[] { arrived, written, began, ended, left }.Select(at => at < 0 ? null : lines[at])];
    }

    private static int Before(int limit, int at) => at < limit ? at : -1;

    private static int EndOf(IReadOnlyList<string> lines, int began)
    {
        if (EndedWell(lines[began])) return began;
        var thread = Thread(lines[began]);
        return Find(lines, began, line => Thread(line) == thread && line.Contains("sync resumed>", StringComparison.Ordinal) && EndedWell(line));
    }

    private static bool EndedWell(string line) => line.EndsWith("= 0", StringComparison.Ordinal);

    private static string Thread(string line) => line.Split(' ', 2)[0];

    // What a receive got is printed where it ended.
    private static bool IsReceive(string line) => line.Contains("recv", StringComparison.Ordinal) || line.Contains("read", StringComparison.Ordinal);

    private static bool IsSend(string line) =>
        line.Contains(" send", StringComparison.Ordinal) || line.Contains(" write", StringComparison.Ordinal);

    private static int Find(IReadOnlyList<string> lines, int from, Func<string, bool> wanted)
    {
        for (var at = Math.Max(0, from); at < lines.Count; at++)
            if (wanted(lines[at])) return at;
        return -1;
    }
}
