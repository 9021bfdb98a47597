using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using BeautyGrains.Api.Operations;

namespace BeautyGrains.Silo.Backup;

/// <summary>A backup that lies ready in a folder of its own, which goes when this is disposed.</summary>
internal sealed class Staged(string folder, BackupManifest manifest) : IBackup
{
    public BackupManifest Manifest => manifest;

    public long Bytes => manifest.Members.Sum(member => member.Bytes);

    /// <summary>Describes the files that lie in a folder.</summary>
    public static async Task<BackupMember> Describe(string folder, string name, CancellationToken cancel)
    {
        await using var file = File.OpenRead(Path.Combine(folder, name));
        return new(name, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)));
    }

    public async Task WriteTo(Stream target, CancellationToken cancel)
    {
        await using var packed = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
        await using var archive = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true);
        using var head = new MemoryStream(manifest.ToJson());
        await Add(archive, BackupManifest.File, head, cancel);
        foreach (var member in manifest.Members)
        {
            await using var file = File.OpenRead(Path.Combine(folder, member.Name));
            await Add(archive, member.Name, file, cancel);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task Add(TarWriter archive, string name, Stream data, CancellationToken cancel) => archive.WriteEntryAsync(
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = data, ModificationTime = manifest.TakenAt, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite }, cancel);
}
