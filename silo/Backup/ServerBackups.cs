using BeautyGrains.Api.Operations;
using BeautyGrains.Silo.Settings;

namespace BeautyGrains.Silo.Backup;

/// <summary>Backups of a running server, one at a time: a copy of its files in its data folder, or a dump by PostgreSQL's own tool.</summary>
internal sealed class ServerBackups(HostSettings settings, DataFolder folder, TimeProvider clock, ILogger<ServerBackups> log) : IBackups
{
    /// <summary>The copy lies in this folder of the data folder until it is sent.</summary>
    public const string Scratch = "backup-in-progress";

    private int _running;

    public async Task<IBackup?> Take(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1) return null;
        try
        {
            var scratch = Path.Combine(folder.Root, Scratch);
            // What could not be deleted the last time.
            if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);
            // Copying keeps its thread busy for long.
            var staged = await await Task.Factory.StartNew(
                () => settings.Database is { } database ? Staging.OfDatabase(database, scratch, clock.GetUtcNow(), cancel) : Staging.OfFolder(folder.Root, scratch, clock.GetUtcNow(), cancel),
                cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            log.LogInformation("A backup of {Bytes} bytes up to position {Position} is ready.", staged.Bytes, staged.Manifest.Position);
            return new Held(staged, this);
        }
        catch (Exception failure)
        {
            Volatile.Write(ref _running, 0);
            if (failure is not BackupException) throw;
            log.LogError(failure, "A backup could not be taken.");
            throw new BackupFailedException(failure.Message, failure);
        }
    }

    private sealed class Held(Staged staged, ServerBackups backups) : IBackup
    {
        public long Bytes => staged.Bytes;

        public Task WriteTo(Stream target, CancellationToken cancel) => staged.WriteTo(target, cancel);

        public async ValueTask DisposeAsync()
        {
            await staged.DisposeAsync();
            Volatile.Write(ref backups._running, 0);
        }
    }
}
