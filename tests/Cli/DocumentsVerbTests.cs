using System.Text;
using BeautyGrains.Silo.Backup;
using Microsoft.Data.Sqlite;

namespace BeautyGrains.Cli.Tests;

/// <summary>Documents from the command line, and through backup, restore and verification.</summary>
public sealed class DocumentsVerbTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private string _file = "";

    public async Task InitializeAsync()
    {
        var stores = _folder.Write("stores.csv", "store,name,timeZone\nS1,Store 1,Asia/Shanghai\n");
        (await Verb.Run("import", "stores", stores, "--data", _folder.Data)).Code.ShouldBe(0);
        _file = _folder.Write("licence.pdf", Encoding.ASCII.GetBytes("%PDF-1.7 " + new string('x', 300_000)));
        (await Verb.Run("documents", "put", _file, "--about", "store:S1", "--data", _folder.Data)).ShouldBe(0).ShouldContain("licence.pdf\tapplication/pdf\t300009");
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_file_is_put_once_listed_and_got_back()
    {
        (await Verb.Run("documents", "put", _file, "--about", "store:S1", "--data", _folder.Data)).ShouldBe(0).ShouldContain("as it was");
        (await Verb.Run("documents", "list", "--about", "store:S1", "--data", _folder.Data)).ShouldBe(0).ShouldContain("store:S1");
        var other = _folder.Write("other.csv", "store,name,timeZone\nS2,Store 2,Asia/Shanghai\n");
        (await Verb.Run("import", "stores", other, "--data", _folder.Data)).Code.ShouldBe(0);
        (await Verb.Run("documents", "attach", "licence.pdf", "store:S2", "--data", _folder.Data)).ShouldBe(0).ShouldContain("store:S1 store:S2");
        (await Verb.Run("documents", "list", "--about", "store:S2", "--data", _folder.Data)).ShouldBe(0).ShouldContain("licence.pdf");
        (await Verb.Run("documents", "detach", "licence.pdf", "store:S2", "--data", _folder.Data)).ShouldBe(0).ShouldNotContain("store:S2");
        var copy = Path.Combine(_folder.Root, "copy.pdf");
        (await Verb.Run("documents", "get", "licence.pdf", "--out", copy, "--data", _folder.Data)).ShouldBe(0);
        (await File.ReadAllBytesAsync(copy)).ShouldBe(await File.ReadAllBytesAsync(_file));
        (await Verb.Run("documents", "get", "licence.pdf", "--out", copy, "--data", _folder.Data)).Code.ShouldBe(2);
    }

    [Theory]
    [InlineData("put", "nowhere.pdf", "--about", "store:S1")]
    [InlineData("put", "LICENCE", "--about", "store:nobody", "--id", "x")]
    [InlineData("put", "LICENCE", "--about", "S1")]
    [InlineData("put", "LICENCE", "--about", "store:S1", "--type", "text/html", "--id", "x")]
    [InlineData("put", "LICENCE", "--about", "store:S1", "--id", "a b")]
    [InlineData("get", "nobody", "--out", "nowhere")]
    [InlineData("list", "--about", "S1")]
    [InlineData("attach", "licence.pdf", "store:nobody")]
    [InlineData("attach", "licence.pdf", "S1")]
    [InlineData("detach", "nobody", "store:S1")]
    public async Task Asked_wrongly_it_says_so(params string[] asked)
    {
        var wrong = await Verb.Run(["documents", .. asked.Select(one => one == "LICENCE" ? _file : one), "--data", _folder.Data]);
        wrong.Code.ShouldBe(2, wrong.Output);
        wrong.Error.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_backup_holds_the_files_and_verification_reads_every_byte_of_them()
    {
        var (backup, elsewhere) = (Path.Combine(_folder.Root, "one.backup"), Path.Combine(_folder.Root, "elsewhere"));
        (await Verb.Run("backup", backup, "--data", _folder.Data)).ShouldBe(0);
        // What the journal names must be there: clients' keys and the documents are copied after it.
        (await BackupFile.Read(backup, null, CancellationToken.None)).Members.Select(member => member.Name).TakeLast(3).ShouldBe(["journal/journal.db", "client-keys.db", "documents.db"]);
        (await Verb.Run("restore", backup, "--data", elsewhere)).ShouldBe(0).ShouldContain("Sound");
        File.Copy(Path.Combine(_folder.Data, "admin.key"), Path.Combine(elsewhere, "admin.key"));
        var copy = Path.Combine(_folder.Root, "copy.pdf");
        (await Verb.Run("documents", "get", "licence.pdf", "--out", copy, "--data", elsewhere)).ShouldBe(0);

        await Damage(elsewhere, "UPDATE document_chunks SET bytes = CAST(substr(bytes, 1, 9) || x'79' || substr(bytes, 11) AS BLOB) WHERE place = 1");
        var found = await Verb.Run("verify", "--data", elsewhere);
        found.Code.ShouldBe(1);
        found.Output.ShouldContain("document:licence.pdf version 1: Its bytes have the hash");
        (await Verb.Run("documents", "get", "licence.pdf", "--out", copy + "2", "--data", elsewhere)).Error.ShouldContain("hash");
        File.Exists(copy + "2").ShouldBeFalse();

        File.Delete(Path.Combine(elsewhere, "documents.db"));
        (await Verb.Run("verify", "--data", elsewhere)).Output.ShouldContain("document:licence.pdf version 1: There is no place");
    }

    private static async Task Damage(string data, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "documents.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
