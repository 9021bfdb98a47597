using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace BeautyGrains.Silo.Backup;

/// <summary>PostgreSQL's own tools, found on the PATH or where Debian keeps them. They learn how to connect from their environment, never from arguments.</summary>
internal static class PostgresTools
{
    private const string Installed = "/usr/lib/postgresql";

    /// <summary>Runs a tool to its end.</summary>
    /// <exception cref="BackupException">It is not there, or failed.</exception>
    public static async Task Run(string tool, string connectionString, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Find(tool), arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in Environment(connectionString)) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new BackupException($"{tool} could not be started.");
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
        await output;
        if (process.ExitCode != 0) throw new BackupException($"{tool} failed: {(await errors).Trim()}");
    }

    /// <summary>The newest one that is installed.</summary>
    private static string Find(string tool)
    {
        var onPath = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, tool));
        var installed = Directory.Exists(Installed)
            ? Directory.GetDirectories(Installed).OrderByDescending(version => double.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var number) ? number : 0).Select(version => Path.Combine(version, "bin", tool))
            : [];
        return onPath.Concat(installed).FirstOrDefault(File.Exists)
            ?? throw new BackupException($"{tool} is not installed here (neither on the PATH nor below {Installed}). It comes with PostgreSQL's client package and must not be older than the server.");
    }

    private static IEnumerable<(string Name, string Value)> Environment(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        yield return ("PGHOST", parts.Host!);
        yield return ("PGPORT", parts.Port.ToString(CultureInfo.InvariantCulture));
        yield return ("PGDATABASE", parts.Database!);
        if (parts.Username is { Length: > 0 } user) yield return ("PGUSER", user);
        if (parts.Password is { Length: > 0 } password) yield return ("PGPASSWORD", password);
        if (parts.Passfile is { Length: > 0 } file) yield return ("PGPASSFILE", file);
        if (parts.RootCertificate is { Length: > 0 } root) yield return ("PGSSLROOTCERT", root);
        if (parts.SslCertificate is { Length: > 0 } certificate) yield return ("PGSSLCERT", certificate);
        if (parts.SslKey is { Length: > 0 } key) yield return ("PGSSLKEY", key);
        yield return ("PGSSLMODE", parts.SslMode switch
        {
            SslMode.Disable => "disable",
            SslMode.Allow => "allow",
            SslMode.Require => "require",
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            _ => "prefer",
        });
        yield return ("PGAPPNAME", "beautygrains backup");
    }
}
