using BeautyGrains.Database.Postgres;
using BeautyGrains.Journal.Sqlite;
using BeautyGrains.Silo.Cli;
using Npgsql;

namespace BeautyGrains.Silo.Backup;

/// <summary>Puts a backup into an empty place, all of it or nothing.</summary>
internal static class Restoring
{
    /// <summary>
    /// Unpacked files lie in this folder until all of them are proven; a data folder in which it stands is refused (<see cref="DataFolder.Hold"/>).
    /// </summary>
    public const string Scratch = "restoring";

    // What an operator may lay ready before: none of it is data.
    private static readonly string[] s_laidReady = ["lock", "appsettings.json", "admin.key", Scratch];

    /// <summary>Restores files into a data folder that is held and empty.</summary>
    /// <exception cref="WrongUseException">It is not empty.</exception>
    /// <exception cref="BackupException">The backup cannot be used; nothing is left in the folder.</exception>
    public static async Task<BackupManifest> IntoFolder(string backup, DataFolder folder, CancellationToken cancel)
    {
        DemandEmpty(folder.Root);
        var scratch = Path.Combine(folder.Root, Scratch);
        Directory.CreateDirectory(scratch);
        var moved = new List<string>();
        try
        {
            var manifest = await BackupFile.Read(backup, scratch, cancel);
            Demand(manifest, "sqlite");
            if (!manifest.Members.Any(member => member.Name == "journal/journal.db")) throw new BackupException("The backup holds no journal.");
            if (JournalFile.NewestPosition(Path.Combine(scratch, "journal", "journal.db")).Number != manifest.Position) throw new BackupException("The journal in the backup does not end where its manifest says.");
            // As long as the scratch folder stands, no server takes the folder: the moves count as one.
            foreach (var entry in Directory.EnumerateDirectories(scratch).Concat(Directory.EnumerateFiles(scratch)).ToList())
            {
                var target = Path.Combine(folder.Root, Path.GetFileName(entry));
                Directory.Move(entry, target);
                moved.Add(target);
            }
            Directory.Delete(scratch);
            return manifest;
        }
        catch
        {
            foreach (var entry in moved.Append(scratch))
                if (Directory.Exists(entry)) Directory.Delete(entry, recursive: true);
                else File.Delete(entry);
            throw;
        }
    }

    /// <summary>Restores a dump into an empty database, in one transaction.</summary>
    /// <param name="scratch">A folder of its own that goes when this is done.</param>
    /// <exception cref="WrongUseException">It is not empty.</exception>
    /// <exception cref="BackupException">The backup cannot be used; the database is as it was.</exception>
    public static async Task<BackupManifest> IntoDatabase(string backup, string connectionString, string scratch, CancellationToken cancel)
    {
        await DemandEmpty(connectionString, cancel);
        Directory.CreateDirectory(scratch);
        try
        {
            var manifest = await BackupFile.Read(backup, scratch, cancel);
            Demand(manifest, "postgres");
            string[] arguments = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-password",
                $"--dbname={new NpgsqlConnectionStringBuilder(connectionString).Database}", Path.Combine(scratch, BackupManifest.Dump)];
            await PostgresTools.Run("pg_restore", connectionString, arguments, cancel);
            return manifest;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static void Demand(BackupManifest manifest, string storage)
    {
        if (manifest.Storage != storage)
            throw new BackupException($"The backup is one of {manifest.Storage}, but the settings say {storage} (Storage:Provider): the two do not turn into each other.");
    }

    private static void DemandEmpty(string root)
    {
        if (Directory.EnumerateFileSystemEntries(root).Select(Path.GetFileName).Except(s_laidReady).FirstOrDefault() is { } entry)
            throw new WrongUseException($"{root} is not empty: it has {entry}. A backup is restored into an empty folder only; name one with --data.");
    }

    private static async Task DemandEmpty(string connectionString, CancellationToken cancel)
    {
        try
        {
            await using var source = PostgresSources.Named("beautygrains-restore", new(connectionString) { Pooling = false, Enlist = false });
            await using var ask = source.CreateCommand("SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'");
            if (await ask.ExecuteScalarAsync(cancel) is not 0L) throw new WrongUseException("The database is not empty. A backup is restored into an empty database only; make one and name it in Storage:ConnectionString.");
        }
        catch (NpgsqlException away)
        {
            throw new BackupException($"The database cannot be used: {away.Message}", away);
        }
    }
}
