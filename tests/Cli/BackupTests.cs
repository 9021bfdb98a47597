using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using BeautyGrains.Silo;
using BeautyGrains.Silo.Backup;

namespace BeautyGrains.Cli.Tests;

/// <summary>A data folder is backed up and restored, and a file that is not whole leaves nothing behind.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    private string Backup => Path.Combine(_folder.Root, "one.backup");

    private string Elsewhere => Path.Combine(_folder.Root, "elsewhere");

    public async Task InitializeAsync()
    {
        var stores = _folder.Write("stores.csv", "store,name,timeZone\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"S{i},Store {i},Asia/Shanghai\n")));
        (await Verb.Run("import", "stores", stores, "--data", _folder.Data)).Code.ShouldBe(0);
        (await Verb.Run("backup", Backup, "--data", _folder.Data)).ShouldBe(0);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_was_backed_up_is_restored_elsewhere_and_verified_and_only_its_owner_reads_it()
    {
        var here = await Verb.Run("verify", "--data", _folder.Data);
        (await Verb.Run("restore", Backup, "--data", Elsewhere)).ShouldBe(0).ShouldContain("Sound");
        (await Verb.Run("verify", "--data", Elsewhere)).Output.ShouldBe(here.Output);
        // The key's file is no part of it; its hash is, so that the key still opens.
        File.Exists(Path.Combine(Elsewhere, "admin.key")).ShouldBeFalse();
        File.Copy(Path.Combine(_folder.Data, "admin.key"), Path.Combine(Elsewhere, "admin.key"));
        var again = _folder.Write("again.csv", "store,name,timeZone\nS1,Store 1,Asia/Shanghai\n");
        (await Verb.Run("import", "stores", again, "--data", Elsewhere)).ShouldBe(0).ShouldContain("unchanged");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Backup).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFileSystemEntries(_folder.Root).Select(Path.GetFileName).ShouldNotContain(name => name!.Contains("part") || name.Contains("scratch"));
    }

    [Fact]
    public async Task A_backup_can_be_proven_without_restoring_it()
    {
        (await Verb.Run("verify", "--backup", Backup)).ShouldBe(0).ShouldContain("Sound");
        Directory.Exists(Backup + ".verify").ShouldBeFalse();
        (await Verb.Run("verify", "--backup", Backup, "--data", _folder.Data)).Code.ShouldBe(2);
    }

    [Fact]
    public async Task Wherever_a_byte_is_wrong_or_the_file_ends_it_is_refused()
    {
        var whole = await File.ReadAllBytesAsync(Backup);
        var (step, refused) = (whole.Length / 97 + 1, 0);
        for (var at = 0; at < whole.Length; at += step)
        {
            // A few bits of a packed file mean nothing, such as those that fill up a block: what unpacks to the same is the same.
            if (!Unpacked(whole).SequenceEqual(Unpacked([.. whole[..at], (byte)(whole[at] ^ 0x40), .. whole[(at + 1)..]]))) await Refused([.. whole[..at], (byte)(whole[at] ^ 0x40), .. whole[(at + 1)..]], $"byte {at}");
            await Refused(whole[..at], $"cut at {at}");
        }
        await Refused(whole[..^1], "last byte missing");
        await Refused([.. whole[..^1], (byte)(whole[^1] ^ 1)], "last byte wrong");

        refused.ShouldBeGreaterThan(150);

        async Task Refused(byte[] bytes, string what)
        {
            await File.WriteAllBytesAsync(Backup + ".bad", bytes);
            await Should.ThrowAsync<BackupException>(() => BackupFile.Read(Backup + ".bad", null, CancellationToken.None), what);
            refused++;
        }

        static byte[] Unpacked(byte[] packed)
        {
            using var bytes = new MemoryStream();
            try
            {
                using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
                stream.CopyTo(bytes);
                return bytes.ToArray();
            }
            catch (InvalidDataException)
            {
                return [];
            }
        }
    }

    [Fact]
    public async Task A_damaged_file_leaves_nothing_behind_and_says_why()
    {
        var bytes = await File.ReadAllBytesAsync(Backup);
        bytes[bytes.Length / 2] ^= 0x10;
        await File.WriteAllBytesAsync(Backup, bytes);
        var (code, _, error) = await Verb.Run("restore", Backup, "--data", Elsewhere);
        code.ShouldBe(1, error);
        error.ShouldContain("damaged");
        Directory.Exists(Elsewhere).ShouldBeFalse();
        Directory.CreateDirectory(Elsewhere);
        (await Verb.Run("restore", Backup, "--data", Elsewhere)).Code.ShouldBe(1);
        Directory.GetFileSystemEntries(Elsewhere).Select(Path.GetFileName).ShouldBe(["lock"]);
        (await Verb.Run("verify", "--backup", Backup)).Code.ShouldBe(1);
    }

    [Fact]
    public async Task What_killed_programs_and_operators_leave_in_the_folder_is_no_part_of_a_backup()
    {
        foreach (var left in new[] { "one.backup.scratch/journal/journal.db", "Old copy.db", "backup-in-progress/journal/journal.db" })
        {
            var path = Path.Combine(_folder.Data, left);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(Path.Combine(_folder.Data, "journal", "journal.db"), path);
        }
        var other = Path.Combine(_folder.Root, "two.backup");
        (await Verb.Run("backup", other, "--data", _folder.Data)).ShouldBe(0);
        (await BackupFile.Read(other, null, CancellationToken.None)).Members.Select(member => member.Name)
            .ShouldBe((await BackupFile.Read(Backup, null, CancellationToken.None)).Members.Select(member => member.Name));
        Directory.Exists(Path.Combine(_folder.Data, "backup-in-progress")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_beside_a_backup_is_not_taken_for_its_own()
    {
        var kept = Path.Combine(_folder.Root, "two.backup.scratch", "kept");
        Directory.CreateDirectory(kept);
        (await Verb.Run("backup", Path.Combine(_folder.Root, "two.backup"), "--data", _folder.Data)).Error.ShouldContain("exists already");
        Directory.Exists(kept).ShouldBeTrue();
    }

    [Fact]
    public async Task A_restore_that_fails_takes_nothing_away_that_was_laid_ready()
    {
        var unpacked = Path.Combine(_folder.Root, "unpacked");
        var whole = await BackupFile.Read(Backup, unpacked, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(unpacked, "appsettings.json"), "theirs");
        var manifest = whole with { Members = [.. whole.Members, await Staged.Describe(unpacked, "appsettings.json", CancellationToken.None)] };
        await using (var file = File.Create(Backup + ".more")) await new Staged(unpacked, manifest).WriteTo(file, CancellationToken.None);
        Directory.CreateDirectory(Elsewhere);
        await File.WriteAllTextAsync(Path.Combine(Elsewhere, "appsettings.json"), "{}");
        (await Verb.Run("restore", Backup + ".more", "--data", Elsewhere)).Code.ShouldBe(1);
        (await File.ReadAllTextAsync(Path.Combine(Elsewhere, "appsettings.json"))).ShouldBe("{}");
        Directory.Exists(Path.Combine(Elsewhere, "journal")).ShouldBeFalse();
    }

    [Fact]
    public async Task Other_files_are_told_from_backups()
    {
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) await zip.WriteAsync(Encoding.UTF8.GetBytes(new string('x', 5000)));
        foreach (var bytes in new[] { [], "hello"u8.ToArray(), packed.ToArray(), Archive(("data.txt", "x")), Archive(("manifest.json", "{\"format\":\"other\"}")), Archive(("manifest.json", "no json")) })
        {
            var foreign = _folder.Write("foreign", bytes);
            var (code, _, error) = await Verb.Run("restore", foreign, "--data", Elsewhere);
            code.ShouldBe(1, error);
            error.ShouldContain("backup");
            Directory.Exists(Elsewhere).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(2, "journal/journal.db", "newer version")]
    [InlineData(1, "../journal.db", "damaged")]
    [InlineData(1, "/etc/journal.db", "damaged")]
    [InlineData(1, "admin.key/../../x.db", "damaged")]
    [InlineData(1, "grain/state.db", "no journal")]
    public async Task A_manifest_that_promises_what_no_backup_has_is_refused(int version, string member, string why)
    {
        const string Nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        var manifest = Encoding.UTF8.GetString(new BackupManifest(BackupManifest.Name, version, "9", DateTimeOffset.UnixEpoch, "sqlite", 0, 0, [new(member, 0, Nothing)]).ToJson());
        var made = _folder.Write("made", Archive((BackupManifest.File, manifest), (member, "")));
        var (code, _, error) = await Verb.Run("restore", made, "--data", Elsewhere);
        code.ShouldBe(1, error);
        error.ShouldContain(why);
        Directory.Exists(Elsewhere).ShouldBeFalse();
        File.Exists(Path.Combine(_folder.Root, "journal.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_is_whole_but_not_what_was_backed_up_is_refused()
    {
        var unpacked = Path.Combine(_folder.Root, "unpacked");
        var manifest = await BackupFile.Read(Backup, unpacked, CancellationToken.None);
        var journal = Path.Combine(unpacked, "journal", "journal.db");
        var bytes = await File.ReadAllBytesAsync(journal);
        bytes[^100] ^= 1;
        await File.WriteAllBytesAsync(journal, bytes);
        await using (var file = File.Create(Backup + ".changed")) await new Staged(unpacked, manifest).WriteTo(file, CancellationToken.None);
        var (code, _, error) = await Verb.Run("restore", Backup + ".changed", "--data", Elsewhere);
        code.ShouldBe(1, error);
        error.ShouldContain("is not what was backed up");
        Directory.Exists(Elsewhere).ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_is_written_over()
    {
        (await Verb.Run("backup", Backup, "--data", _folder.Data)).Error.ShouldContain("exists already");
        var (code, _, error) = await Verb.Run("restore", Backup, "--data", _folder.Data);
        code.ShouldBe(2);
        error.ShouldContain("not empty");
        (await Verb.Run("verify", "--data", _folder.Data)).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_restore_that_was_interrupted_is_not_taken_for_data()
    {
        (await Verb.Run("restore", Backup, "--data", Elsewhere)).Code.ShouldBe(0);
        Directory.CreateDirectory(Path.Combine(Elsewhere, Restoring.Scratch));
        var (code, _, error) = await Verb.Run("verify", "--data", Elsewhere);
        code.ShouldBe(2);
        error.ShouldContain("did not end");
    }

    [Fact]
    public async Task A_folder_that_a_server_holds_is_backed_up_by_asking_the_server()
    {
        await using var server = BeautyHost.Build(["--urls", "http://127.0.0.1:0", "--data", _folder.Data]);
        await server.StartAsync();
        var other = Path.Combine(_folder.Root, "two.backup");
        var (code, _, error) = await Verb.Run("backup", other, "--data", _folder.Data);
        code.ShouldBe(2);
        error.ShouldContain("--url");
        (await Verb.Run("backup", other, "--url", BeautyHost.AddressOf(server), "--key-file", Path.Combine(_folder.Data, "admin.key"))).ShouldBe(0);
        Directory.Exists(Path.Combine(_folder.Data, "backup-in-progress")).ShouldBeFalse();
        (await Verb.Run("verify", "--backup", other)).ShouldBe(0).ShouldContain("Sound");
    }

    private static byte[] Archive(params (string Name, string Text)[] members)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true))
        using (var archive = new TarWriter(packed, TarEntryFormat.Pax))
            foreach (var (name, text) in members)
                archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        return bytes.ToArray();
    }
}

/// <summary>Asserts on a verb that has ended.</summary>
internal static class Ended
{
    public static string ShouldBe(this (int Code, string Output, string Error) ended, int code)
    {
        ended.Code.ShouldBe(code, ended.Error + ended.Output);
        return ended.Output;
    }
}
