using BeautyGrains.Vault;
using BeautyGrains.Vault.Sqlite;

namespace BeautyGrains.Grains.Tests;

/// <summary>One vault of the real kind for all houses of the process: it outlives their engines as a file does. Tests take numbers of their own.</summary>
internal static class TestVault
{
    private static readonly Lazy<Task<KeyVault>> s_started = new(Start);

    public static Task<KeyVault> Started() => s_started.Value;

    private static async Task<KeyVault> Start()
    {
        var folder = Directory.CreateTempSubdirectory("beauty-vault-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var vault = new SqliteKeyVault(Path.Combine(folder, "client-keys.db"), new(new(new string('m', 40)), TimeProvider.System));
        await vault.Start(CancellationToken.None);
        return vault;
    }
}
