using System.Text;
using BeautyGrains.Contracts;
using BeautyGrains.Vault;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Api.Tests;

/// <summary>Nothing personal lies readable anywhere, and what is erased cannot be read again.</summary>
public sealed class ClientPrivacyTests : IDisposable
{
    private const string Name = "慕容秋水";
    private const string Phone = "13977788899";
    private const string Body = """{"profile":{"name":"慕容秋水","phone":"13977788899","email":"qiushui@example.com","address":"幽兰巷九号"},"care":{"allergies":["水杨酸甲酯"],"contraindications":[]}}""";
    private static readonly string[] s_personal = [Name, Phone, "秋水", "qiushui", "幽兰巷九号", "水杨酸甲酯"];

    private readonly string _folder = Directory.CreateTempSubdirectory("beauty-privacy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task No_byte_of_a_client_is_readable_in_files_backups_or_logs_before_or_after_erasure()
    {
        using var log = new Heard();
        var server = await ApiServer.Start(folder: _folder, configure: services => services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace)));
        var number = (await server.Admin.Put("/v1/client-registrations/r1", Body)).Expect(201).Text("number");
        (await server.Admin.Post("/v1/clients/search", $$"""{"text":"{{Phone}}"}""")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        (await server.Admin.Post($"/v1/clients/{number}/profile/reveal", """{"reason":"test"}""")).Expect(200).Text("name").ShouldBe(Name);
        (await server.Admin.Put("/v1/client-registrations/r2", Body)).Expect(409);
        using var manager = await server.NewPerson("manager", PersonRole.StoreManager);
        Readable(_folder).ShouldBeEmpty();
        await Backup(server, "before.tar");
        (await manager.Post($"/v1/clients/{number}/erase", """{"reason":"asked"}""", Persons.Approving(await server.NewKeyOf(await Second(server))))).Expect(200);
        Readable(_folder).ShouldBeEmpty();
        await Backup(server, "after.tar");
        await server.Stop();
        Readable(_folder).ShouldBeEmpty();
        log.Lines.ShouldContain(line => line.Contains("/v1/clients/", StringComparison.Ordinal), "The log was listened to.");
        foreach (var line in log.Lines)
            foreach (var word in s_personal) line.ShouldNotContain(word);
    }

    [Fact]
    public async Task The_key_of_an_erased_profile_is_in_no_file_any_more()
    {
        await using var server = await ApiServer.Start();
        var number = (await server.Admin.Put("/v1/client-registrations/r1", Body)).Expect(201).Text("number");
        var wrapped = Wrapped(server.Folder, number);
        Holds(server.Folder, wrapped).ShouldNotBeEmpty("The search finds what is there.");
        using var manager = await server.NewPerson("manager", PersonRole.StoreManager);
        (await manager.Post($"/v1/clients/{number}/erase", """{"reason":"asked"}""", Persons.Approving(await server.NewKeyOf(await Second(server))))).Expect(200);
        Holds(server.Folder, wrapped).ShouldBeEmpty();
        (await server.App.Services.GetRequiredService<KeyVault>().Find(number, VaultPart.Care)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_master_key_can_be_changed_and_a_foreign_one_is_refused_at_the_start()
    {
        var (first, second, foreign) = (new string('a', 40), new string('b', 40), new string('c', 40));
        Settings($$"""{"Clients":{"MasterKey":"{{first}}"} }""");
        var server = await ApiServer.Start(folder: _folder);
        var number = (await server.Admin.Put("/v1/client-registrations/r1", Body)).Expect(201).Text("number");
        await server.Stop();
        Settings($$"""{"Clients":{"MasterKey":"{{foreign}}"} }""");
        (await Should.ThrowAsync<Exception>(() => ApiServer.Start(folder: _folder))).ToString().ShouldContain("Clients:PreviousMasterKey");
        Settings($$"""{"Clients":{"MasterKey":"{{second}}","PreviousMasterKey":"{{first}}"} }""");
        await Reads(await ApiServer.Start(folder: _folder), number);
        Settings($$"""{"Clients":{"MasterKey":"{{second}}"} }""");
        await Reads(await ApiServer.Start(folder: _folder), number);
    }

    private void Settings(string json) => File.WriteAllText(Path.Combine(_folder, "appsettings.json"), json);

    private static async Task Reads(ApiServer server, string number)
    {
        (await server.Admin.Post($"/v1/clients/{number}/profile/reveal", """{"reason":"test"}""")).Expect(200).Text("name").ShouldBe(Name);
        (await server.Admin.Post("/v1/clients/search", $$"""{"text":"{{Phone}}"}""")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        await server.Stop();
    }

    private static async Task<string> Second(ApiServer server)
    {
        using var person = await server.NewPerson("second", PersonRole.Operations);
        return "second";
    }

    private async Task Backup(ApiServer server, string name)
    {
        using var answer = await server.Admin.Http.PostAsync(new Uri("/v1/backups", UriKind.Relative), null);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        await using var packed = await answer.Content.ReadAsStreamAsync();
        await using var plain = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Decompress);
        await using var file = File.Create(Path.Combine(_folder, name));
        await plain.CopyToAsync(file);
    }

    private static byte[] Wrapped(string folder, string number)
    {
        using var connection = new BeautyGrains.Database.Sqlite.Connection(Path.Combine(folder, "client-keys.db"), TimeSpan.FromSeconds(5));
        return connection.Prepare("SELECT wrapped FROM vault_keys WHERE owner = ?1 AND part = 'profile'").Bind(1, number).All(row => row.Bytes(0))[0];
    }

    private static IEnumerable<string> Readable(string folder) =>
        from word in s_personal
        from bytes in new[] { Encoding.UTF8.GetBytes(word), Encoding.Unicode.GetBytes(word), Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(word))[..^2]) }
        from file in Holds(folder, bytes)
        select $"{word} in {file}";

    private static List<string> Holds(string folder, byte[] bytes)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var all = new MemoryStream();
            stream.CopyTo(all);
            if (all.GetBuffer().AsSpan(0, (int)all.Length).IndexOf(bytes) >= 0) found.Add(Path.GetFileName(file));
        }
        return found;
    }

    private sealed class Heard : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
