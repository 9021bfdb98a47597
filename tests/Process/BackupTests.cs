using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Tests.Processes;

/// <summary>A backup is taken under load, restored elsewhere, verified, and holds everything acknowledged before it began.</summary>
public sealed class BackupTests
{
    private const int Terminals = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_backup_under_load_on_sqlite_holds_everything_acknowledged_before_it_began()
    {
        using var folder = new TemporaryFolder();
        await Show(folder, folder.At("data"), folder.At("elsewhere"));
        Directory.Exists(folder.At("data/backup-in-progress")).ShouldBeFalse();
    }

    [NeedsPostgres]
    public async Task A_backup_under_load_on_postgres_holds_everything_acknowledged_before_it_began()
    {
        await using var database = new PostgresServer();
        using var folder = new TemporaryFolder();
        var connection = await database.NewDatabase();
        await Configure(folder.At("data"), connection);
        await Configure(folder.At("elsewhere"), await database.NewDatabase());
        await Show(folder, folder.At("data"), folder.At("elsewhere"));

        // Read models are made anew, and who dumps their tables keeps them from being dropped.
        await using (var packed = new GZipStream(File.OpenRead(folder.At("one.backup")), CompressionMode.Decompress))
        using (var text = new StreamReader(packed, Encoding.Latin1))
            (await text.ReadToEndAsync()).ShouldNotContain("read_models");

        // What is not empty is not written over, and what is one of the other storage is told.
        var again = await Programs.Run(Patience, "dotnet", Programs.Server, "restore", folder.At("one.backup"), "--data", folder.At("data"));
        again.ExitCode.ShouldBe(2, again.Said);
        again.Errors.ShouldContain("not empty");
        var other = await Programs.Run(Patience, "dotnet", Programs.Server, "restore", folder.At("one.backup"), "--data", folder.At("sqlite"));
        other.ExitCode.ShouldBe(1, other.Said);
        other.Errors.ShouldContain("postgres");
        Directory.Exists(folder.At("sqlite")).ShouldBeFalse();
    }

    [NeedsMount]
    public async Task A_disk_without_room_is_told_leaves_no_half_file_and_the_service_goes_on()
    {
        using var folder = new TemporaryFolder();
        using var disk = new SmallDisk(64);
        await using var server = await ServerProcess.Start(Path.Combine(disk.Root, "data"), ServerProcess.FreePort());
        await Ok(server.Put("/v1/stores/first", """{"name":"First","timeZone":"Asia/Shanghai"}"""));
        // The server's own disk: no copy is begun that would fill it.
        disk.FillUp(leave: 12L * 1024 * 1024);
        var refused = await Backup(server, folder.At("one.backup"));
        refused.ExitCode.ShouldBe(1, refused.Said);
        refused.Errors.ShouldContain("/problems/backup-failed");
        server.Said.ShouldContain("free");
        await Ok(server.Put("/v1/stores/second", """{"name":"Second","timeZone":"Asia/Shanghai"}"""));
        disk.MakeRoom();
        // The caller's disk.
        using var small = new SmallDisk(1);
        small.FillUp(leave: 0);
        var full = await Backup(server, Path.Combine(small.Root, "two.backup"));
        full.ExitCode.ShouldBe(1, full.Said);
        Directory.GetFiles(small.Root).Select(Path.GetFileName).ShouldBe(["ballast"]);
        Directory.GetFiles(folder.Root).ShouldBeEmpty();
        (await Backup(server, folder.At("three.backup"))).ExitCode.ShouldBe(0);
    }

    private static async Task Show(TemporaryFolder folder, string data, string elsewhere)
    {
        var backup = folder.At("one.backup");
        List<string> before;
        string key;
        await using (var server = await ServerProcess.Start(data, ServerProcess.FreePort()))
        {
            key = server.KeyFile;
            await Ok(server.Put("/v1/stores/first", """{"name":"First","timeZone":"Asia/Shanghai"}"""));
            for (var i = 0; i < Terminals; i++)
            {
                await Ok(server.Put($"/v1/skus/k{i}", """{"name":"Cream","unit":"piece"}"""));
                await Ok(server.Put($"{Stock(i)}/receipts/first", """{"quantity":1000000,"lot":"L1"}"""));
            }
            using (var paper = await server.Put("/v1/documents/paper?about=store:first&name=paper.txt", Paper())) paper.StatusCode.ShouldBe(HttpStatusCode.Created, await paper.Content.ReadAsStringAsync());
            var acknowledged = new ConcurrentQueue<string>();
            using var enough = new CancellationTokenSource();
            var load = Task.WhenAll(Enumerable.Range(0, Terminals).Select(i => Sell(server, i, acknowledged, enough.Token)));
            await Eventually.True(() => Task.FromResult(acknowledged.Count > 400 || load.IsCompleted), Patience, () => "There is no load.");
            before = [.. acknowledged];
            var taken = await Backup(server, backup);
            taken.ExitCode.ShouldBe(0, taken.Said);
            var after = acknowledged.Count;
            await Eventually.True(() => Task.FromResult(acknowledged.Count > after + 20 || load.IsCompleted), Patience, () => "The load did not go on.");
            after.ShouldBeGreaterThan(before.Count, "the load went on while the backup was taken");
            await enough.CancelAsync();
            await load;
        }

        var restored = await Programs.Run(TimeSpan.FromMinutes(2), "dotnet", Programs.Server, "restore", backup, "--data", elsewhere);
        restored.ExitCode.ShouldBe(0, restored.Said);
        restored.Output.ShouldContain("Sound");
        File.Copy(key, Path.Combine(elsewhere, "admin.key"));
        await using var second = await ServerProcess.Start(elsewhere, ServerProcess.FreePort());
        foreach (var path in before)
        {
            using var answer = await second.Get(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
        using (var paper = await second.Get("/v1/documents/paper/content")) (await paper.Content.ReadAsByteArrayAsync()).ShouldBe(await Paper().ReadAsByteArrayAsync());
        await Ok(second.Put($"{Stock(0)}/sales/afterwards", """{"quantity":1}"""));
    }

    private static async Task Sell(ServerProcess server, int terminal, ConcurrentQueue<string> acknowledged, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var path = i % 2 == 0 ? $"{Stock(terminal)}/sales/s{i}" : $"{Stock(terminal)}/reservations/r{i}";
            using var answer = await server.Put(path, """{"quantity":1}""");
            if (answer.StatusCode == HttpStatusCode.Created) acknowledged.Enqueue(path);
            else answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
    }

    private static StringContent Paper() => new(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"line {i}\n")), Encoding.UTF8, "text/plain");

    private static string Stock(int terminal) => $"/v1/stores/first/skus/k{terminal}";

    private static Task<Ended> Backup(ServerProcess server, string file) =>
        Programs.Run(Patience, "dotnet", Programs.Server, "backup", file, "--url", server.Url, "--key-file", server.KeyFile);

    private static async Task Configure(string data, string connection)
    {
        Directory.CreateDirectory(data);
        await File.WriteAllTextAsync(Path.Combine(data, "appsettings.json"), JsonSerializer.Serialize(new { Storage = new { Provider = "postgres", ConnectionString = connection } }));
    }

    private static async Task Ok(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }
}
