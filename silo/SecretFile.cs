using System.Security.Cryptography;
using System.Text;

namespace BeautyGrains.Silo;

/// <summary>Secrets that the server makes for itself, each in a file of the data folder that nobody else may read (mode 0600). Backups leave them out.</summary>
internal static class SecretFile
{
    private const int Bytes = 32;

    /// <summary>The secret, made at the first time: 64 hexadecimal digits.</summary>
    public static string Read(DataFolder folder, string name)
    {
        var path = Path.Combine(folder.Root, name);
        if (File.Exists(path)) return File.ReadAllText(path).Trim();
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(secret + "\n"));
        file.Flush(flushToDisk: true);
        return secret;
    }
}
