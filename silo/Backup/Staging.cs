using BeautyGrains.Database.Postgres;
using BeautyGrains.Database.Sqlite;
using BeautyGrains.Journal.Sqlite;
using Npgsql;

namespace BeautyGrains.Silo.Backup;

/// <summary>
/// Lays a backup ready: everything that cannot be made anew from the rest. Read models are left out, being made from the journal; so are secrets
/// (the administrator's key file, settings with passwords), which belong into other hands than the data.
/// </summary>
internal static class Staging
{
    private static readonly string s_program = typeof(Staging).Assembly.GetName().Version?.ToString(3) ?? "";

    // Who was in the cluster says nothing about who will be.
    private static readonly string[] s_passing = ["cluster_members", "cluster_versions"];

    /// <summary>Copies the SQLite files of a data folder; a server may write to them meanwhile.</summary>
    /// <param name="scratch">A folder that does not exist yet.</param>
    public static Task<Staged> OfFolder(string root, string scratch, DateTimeOffset now, CancellationToken cancel) => Into(scratch, async () =>
    {
        const string journal = "journal/journal.db";
        var files = Directory.EnumerateFiles(root, "*.db", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(name => Path.Combine(root, name) != DataFolder.ReadModelsIn(root) && !name.StartsWith(Path.GetFileName(scratch), StringComparison.Ordinal))
            // What an operator or a killed program has left beside the data has names that no file of the program has.
            .Where(BackupFile.IsName)
            // The journal after the others, so that none of them knows of anything that it does not hold; the documents and clients' keys after it, so that they hold all that it names.
            .OrderBy(name => name is DataFolder.Documents or DataFolder.ClientKeys ? 2 : name == journal ? 1 : 0).ThenBy(name => name, StringComparer.Ordinal).ToList();
        if (!files.Contains(journal)) throw new BackupException($"{root} holds no journal.");
        Demand(scratch, files.Sum(name => Size(Path.Combine(root, name))));
        var members = new List<BackupMember>();
        foreach (var name in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(scratch, name))!);
            FileCopy.Make(Path.Combine(root, name), Path.Combine(scratch, name), cancel);
        }
        var position = JournalFile.NewestPosition(Path.Combine(scratch, journal)).Number;
        foreach (var name in files) members.Add(await Staged.Describe(scratch, name, cancel));
        return new(scratch, new(BackupManifest.Name, BackupManifest.Newest, s_program, now, "sqlite", 0, position, members));
    });

    /// <summary>Dumps a database as of one moment; servers may write to it meanwhile.</summary>
    /// <param name="scratch">A folder that does not exist yet.</param>
    public static Task<Staged> OfDatabase(string connectionString, string scratch, DateTimeOffset now, CancellationToken cancel) => Into(scratch, async () =>
    {
        await using var source = PostgresSources.Named("beautygrains-backup", new(connectionString) { Pooling = false, Enlist = false, CommandTimeout = 0 });
        await using var connection = await source.OpenConnectionAsync(cancel);
        // One snapshot for the position and the dump; it stays valid as long as its transaction is open.
        await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        await using var ask = new NpgsqlCommand("SELECT pg_export_snapshot(), coalesce((SELECT max(position) FROM events WHERE partition = 0), 0)", connection);
        string snapshot;
        long position;
        await using (var row = await ask.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            (snapshot, position) = (row.GetString(0), row.GetInt64(1));
        }
        string[] arguments = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--no-password", $"--snapshot={snapshot}",
            "--exclude-schema=read_models", .. s_passing.Select(table => $"--exclude-table-data={table}"), $"--file={Path.Combine(scratch, BackupManifest.Dump)}"];
        await PostgresTools.Run("pg_dump", connectionString, arguments, cancel);
        var member = await Staged.Describe(scratch, BackupManifest.Dump, cancel);
        return new(scratch, new(BackupManifest.Name, BackupManifest.Newest, s_program, now, "postgres", 0, position, [member]));
    });

    private static async Task<Staged> Into(string scratch, Func<Task<Staged>> stage)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(scratch);
        else Directory.CreateDirectory(scratch, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            return await stage();
        }
        catch (Exception failure)
        {
            Directory.Delete(scratch, recursive: true);
            if (failure is SqliteFailedException or IOException or NpgsqlException) throw new BackupException($"The backup could not be taken: {failure.Message}", failure);
            throw;
        }
    }

    // What is not yet in the file itself stands in its log.
    private static long Size(string file) => new FileInfo(file).Length + (File.Exists(file + "-wal") ? new FileInfo(file + "-wal").Length : 0);

    // A copy that filled the disk would stop the server that writes to it.
    private static void Demand(string scratch, long bytes)
    {
        const long Margin = 16L * 1024 * 1024;
        var free = new DriveInfo(Path.GetFullPath(scratch)).AvailableFreeSpace;
        if (free < bytes + Margin) throw new BackupException($"The backup needs {Megabytes(bytes + Margin)} free beside the copy's source or target, and there are {Megabytes(free)}.");
    }

    private static string Megabytes(long bytes) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.#} MB");
}
