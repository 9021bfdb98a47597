using System.Diagnostics;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Tests.Processes;

/// <summary>A test that watches system calls; skipped where strace is missing or may not trace.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsStraceAttribute : FactAttribute
{
    public NeedsStraceAttribute() =>
        Skip = Trial.Failure("strace", "-o", "/dev/null", "true") is { } why ? $"strace is needed to watch system calls: {why}" : null;
}

/// <summary>A test that mounts a small file system, and may start a PostgreSQL server on it; skipped where that is not permitted or not to be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsMountAttribute : FactAttribute
{
    public NeedsMountAttribute(bool forPostgres = false)
    {
        if (forPostgres && (Skip = PostgresServer.Missing) is not null) return;
        using var folder = new TemporaryFolder();
        var failure = Trial.Failure("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.Root);
        if (failure is null) Trial.Failure("umount", folder.Root);
        Skip = failure is null ? null : $"a small tmpfs cannot be mounted here: {failure}";
    }
}

/// <summary>Tries a command.</summary>
internal static class Trial
{
    /// <summary>Why it failed, or null.</summary>
    public static string? Failure(params string[] line)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : errors.Trim();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
