using System.Text.Json;
using BeautyGrains.Silo.Cli;

namespace BeautyGrains.Silo;

/// <summary>The data folder is held by another process.</summary>
public sealed class FolderHeldException(string message) : Exception(message);

/// <summary>
/// The folder with everything a server keeps, held for one process at a time: <c>lock</c> is open exclusively as long as this lives,
/// <c>server.json</c> says who holds it and where that listens.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Root = path;
        _lock = held;
    }

    /// <summary>Full path.</summary>
    public string Root { get; }

    /// <summary>The journal's own folder.</summary>
    public string Journal => JournalIn(Root);

    /// <summary>The journal's own folder in a data folder.</summary>
    public static string JournalIn(string root) => Path.Combine(root, "journal");

    /// <summary>The read models' own file in a data folder.</summary>
    public static string ReadModelsIn(string root) => Path.Combine(root, "read-models.db");

    /// <summary>The documents' own file in a data folder.</summary>
    public static string DocumentsIn(string root) => Path.Combine(root, Documents);

    /// <summary>The file of clients' keys in a data folder.</summary>
    public static string ClientKeysIn(string root) => Path.Combine(root, ClientKeys);

    /// <summary>The name of the file of clients' keys.</summary>
    public const string ClientKeys = "client-keys.db";

    /// <summary>The name of the documents' file.</summary>
    public const string Documents = "documents.db";

    /// <summary>The file in which grains keep what is not in the journal: their states and reminders.</summary>
    public string GrainState => Path.Combine(Root, "grain-state.db");

    private static string Holder(string root) => Path.Combine(root, "server.json");

    /// <summary>Makes the folder where needed and takes hold of it.</summary>
    /// <exception cref="FolderHeldException">Another process holds it.</exception>
    /// <exception cref="WrongUseException">It is no folder, or may not be written to.</exception>
    public static DataFolder Hold(string path)
    {
        var root = Path.GetFullPath(path);
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(root);
            else Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var held = new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // A server that was killed leaves what it laid ready; nobody else is at it while the folder is held.
            var unsent = Path.Combine(root, Backup.ServerBackups.Scratch);
            if (Directory.Exists(unsent)) Directory.Delete(unsent, recursive: true);
            if (!Directory.Exists(Path.Combine(root, Backup.Restoring.Scratch))) return new(root, held);
            held.Dispose();
            throw new WrongUseException($"A restore into {root} did not end, so that what lies there is not whole. Empty the folder and restore again.");
        }
        catch (IOException held) when (IsHeld(held))
        {
            throw new FolderHeldException($"The data folder {root} is held by {WhoHolds(root)}");
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"The data folder {root} cannot be used: {unusable.Message} It must be a folder that this user may write to; name another with --data.");
        }
    }

    /// <summary>Windows's sharing and lock violations; EWOULDBLOCK of Linux and of macOS.</summary>
    private static bool IsHeld(IOException trouble) => (trouble.HResult & 0xFFFF) is 32 or 33 || !OperatingSystem.IsWindows() && trouble.HResult is 11 or 35;

    /// <summary>Writes down where the holder listens, for whoever finds the folder held.</summary>
    public void Announce(string url) =>
        File.WriteAllText(Holder(Root), JsonSerializer.Serialize(new { pid = Environment.ProcessId, url }));

    /// <inheritdoc />
    public void Dispose()
    {
        File.Delete(Holder(Root));
        _lock.Dispose();
    }

    private static string WhoHolds(string root)
    {
        try
        {
            using var holder = JsonDocument.Parse(File.ReadAllBytes(Holder(root)));
            var url = holder.RootElement.GetProperty("url").GetString();
            return $"the server at {url} (process {holder.RootElement.GetProperty("pid")}). Talk to it: add --url {url} --key-file FILE.";
        }
        catch (Exception unknown) when (unknown is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "another process that does not say where it listens. Once it does, talk to it with --url URL --key-file FILE.";
        }
    }
}
