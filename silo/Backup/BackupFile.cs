using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BeautyGrains.Silo.Backup;

/// <summary>Reads a backup and believes nothing of it that does not prove true.</summary>
internal static partial class BackupFile
{
    private const int LongestManifest = 1024 * 1024;

    /// <summary>Reads a file to its end; with a folder, unpacks it there.</summary>
    /// <param name="folder">Where the members go, synced; null to compare only.</param>
    /// <exception cref="BackupException">It is damaged, truncated, foreign, or of a newer program.</exception>
    /// <exception cref="IOException">The folder cannot be written to, for example because the disk is full.</exception>
    public static async Task<BackupManifest> Read(string path, string? folder, CancellationToken cancel)
    {
        try
        {
            await using var file = File.OpenRead(path);
            await using var packed = new GZipStream(file, CompressionMode.Decompress);
            await using var counted = new Counted(packed);
            await using var archive = new TarReader(counted, leaveOpen: true);
            var manifest = await Manifest(archive, cancel);
            foreach (var member in manifest.Members) await Take(archive, member, folder, cancel);
            if (await archive.GetNextEntryAsync(copyData: false, cancel) is not null) throw new BackupException("The backup is damaged: it holds more than its manifest names.");
            // To the end, where the checksum of the whole stands, and its length: a stream that is cut off before them ends without a word.
            await counted.CopyToAsync(Stream.Null, cancel);
            if (await LengthNoted(path, cancel) != (uint)(counted.Count & uint.MaxValue)) throw new BackupException("The backup is damaged or cut off: its end is missing.");
            return manifest;
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or JsonException)
        {
            throw new BackupException($"The backup is damaged or cut off: {broken.Message}", broken);
        }
    }

    // gzip ends with the length modulo 2^32.
    private static async Task<uint> LengthNoted(string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        var last = new byte[sizeof(uint)];
        file.Seek(-last.Length, SeekOrigin.End);
        await file.ReadExactlyAsync(last, cancel);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(last);
    }

    private static async Task<BackupManifest> Manifest(TarReader archive, CancellationToken cancel)
    {
        TarEntry? first;
        try
        {
            first = await archive.GetNextEntryAsync(copyData: false, cancel);
        }
        catch (Exception foreign) when (foreign is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new BackupException("This is no backup of BeautyGrains, or its beginning is damaged.", foreign);
        }
        if (first is not { Name: BackupManifest.File, DataStream: { } data, Length: <= LongestManifest }) throw new BackupException("This is no backup of BeautyGrains.");
        using var text = new MemoryStream();
        await data.CopyToAsync(text, cancel);
        var manifest = JsonSerializer.Deserialize(text.ToArray(), BackupJson.Default.BackupManifest);
        if (manifest is not { Format: BackupManifest.Name }) throw new BackupException("This is no backup of BeautyGrains.");
        if (manifest.Version > BackupManifest.Newest)
            throw new BackupException($"The backup has format {manifest.Version}, but this program knows only {BackupManifest.Newest}: a newer version took it. Use that one.");
        if (manifest.Members.Count == 0 || manifest.Members.Any(member => !IsName(member.Name)))
            throw new BackupException("The backup is damaged: its manifest names no files, or names that no backup has.");
        return manifest;
    }

    /// <summary>Is it such as the files that the program writes have?</summary>
    public static bool IsName(string name) => MemberName().IsMatch(name);

    private static async Task Take(TarReader archive, BackupMember member, string? folder, CancellationToken cancel)
    {
        var entry = await archive.GetNextEntryAsync(copyData: false, cancel);
        if (entry is null || entry.Name != member.Name || entry.EntryType != TarEntryType.RegularFile) throw new BackupException($"The backup is damaged: {member.Name} is missing.");
        await using var target = folder is null ? null : Create(Path.Combine(folder, member.Name));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[256 * 1024];
        var length = 0L;
        for (int read; entry.DataStream is { } data && (read = await data.ReadAsync(buffer, cancel)) > 0; length += read)
        {
            hash.AppendData(buffer, 0, read);
            if (target is not null) await target.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
        if (length != member.Bytes || Convert.ToHexStringLower(hash.GetHashAndReset()) != member.Sha256) throw new BackupException($"The backup is damaged: {member.Name} is not what was backed up.");
        target?.Flush(flushToDisk: true);
    }

    private static FileStream Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }

    [GeneratedRegex("^(?!manifest)[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*\\.[a-z]+$")]
    private static partial Regex MemberName();
}
