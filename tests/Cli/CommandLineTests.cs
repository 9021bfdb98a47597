using BeautyGrains.Silo;
using BeautyGrains.Silo.Settings;

namespace BeautyGrains.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_faults_of_the_settings_are_told_at_once()
    {
        Directory.CreateDirectory(_folder.Data);
        File.WriteAllText(Path.Combine(_folder.Data, "appsettings.json"), """{ "Storage": { "Provider": "postgres", "Color": "red" }, "Stock": { "IdMemoryHours": 47 }, "Access": { "AdminKey": "short" } }""");
        var faults = Should.Throw<SettingsException>(() => BeautyHost.Build(["--data", _folder.Data, "--urls", "nowhere", "--bogus", "--Access:AdminKey=x"])).Faults;
        foreach (var told in new[] { "'--bogus'", "is a secret", "Urls has 'nowhere'", "'postgres'", "Storage:Color is not a setting", "IdMemoryHours is '47'", "Access:AdminKey must have" })
            faults.ShouldContain(fault => fault.Contains(told, StringComparison.Ordinal), told);
        faults.Count.ShouldBe(7);
        // Nothing was begun: the folder is as it was.
        Directory.GetFiles(_folder.Data).Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_command_line_goes_before_the_file()
    {
        Directory.CreateDirectory(_folder.Data);
        File.WriteAllText(Path.Combine(_folder.Data, "appsettings.json"), """{ "Urls": "http://127.0.0.1:1", "Stock": { "IdMemoryHours": 50 } }""");
        await using var app = BeautyHost.Build(["--data", _folder.Data, "--Stock:IdMemoryHours", "60", "--urls=http://127.0.0.1:0"]);
        var settings = (HostSettings)app.Services.GetService(typeof(HostSettings))!;
        settings.IdMemory.ShouldBe(TimeSpan.FromHours(60));
        settings.Urls.ShouldBe(["http://127.0.0.1:0"]);
    }

    [Theory]
    [InlineData("serve", "--bogus")]
    [InlineData("swerve")]
    [InlineData("import")]
    [InlineData("import", "clients", "x.csv")]
    [InlineData("import", "products", "no-such-file.csv")]
    [InlineData("import", "products", "x.csv", "--currency", "yuan")]
    [InlineData("import", "products", "x.csv", "--encoding", "ebcdic")]
    [InlineData("verify", "--data", "/no/such/folder")]
    [InlineData("verify", "--bogus")]
    [InlineData("verify", "--url", "http://127.0.0.1:1", "--data", "x", "--key-file", "y")]
    [InlineData("demo", "--seed", "many")]
    public async Task Wrong_use_is_answered_with_two(params string[] args) => (await Verb.Run(args)).Code.ShouldBe(2);

    [Theory]
    [InlineData]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("import")]
    [InlineData("verify")]
    [InlineData("rebuild-read-models")]
    public async Task Every_verb_explains_itself(params string[] verb)
    {
        var (code, output, _) = await Verb.Run([.. verb, "--help"]);
        code.ShouldBe(0);
        output.ShouldContain("Usage:");
    }

    [Fact]
    public void A_folder_is_held_by_one_at_a_time_and_free_afterwards()
    {
        using (DataFolder.Hold(_folder.Data)) Should.Throw<FolderHeldException>(() => DataFolder.Hold(_folder.Data));
        DataFolder.Hold(_folder.Data).Dispose();
    }

    [Theory]
    [InlineData("""{ "Stok": { "IdMemoryHours": 60 } }""", "Stok is not a setting")]
    [InlineData("""{ "Logging": { "LogLevel": { "Default": "Loud" } } }""", "Logging:LogLevel:Default is 'Loud'")]
    [InlineData("""{ "Urls": "http://127.0.0.1:1", "urls": "http://127.0.0.1:2" }""", "appsettings.json")]
    [InlineData("[]", "appsettings.json")]
    [InlineData("{ \"Stock\": {", "appsettings.json")]
    [InlineData("""{ "Urls": "https://127.0.0.1:0" }""", "TLS is for a proxy in front")]
    [InlineData("""{ "Urls": "http://shop.example:8080" }""", "'shop.example' is a name")]
    public void A_settings_file_that_cannot_be_meant_is_told(string file, string told)
    {
        Directory.CreateDirectory(_folder.Data);
        File.WriteAllText(Path.Combine(_folder.Data, "appsettings.json"), file);
        Should.Throw<SettingsException>(() => BeautyHost.Build(["--data", _folder.Data])).Faults.Single().ShouldContain(told);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost:5080;http://[::1]:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    public async Task Addresses_localhost_and_all_networks_can_be_listened_on(string urls) =>
        await BeautyHost.Build(["--data", _folder.Data, "--urls", urls]).DisposeAsync();

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_wrong_use()
    {
        var file = _folder.Write("data", "");
        foreach (var data in new[] { file, Path.Combine(file, "below") })
        {
            var (code, _, error) = await Verb.Run("serve", "--data", data, "--urls", "http://127.0.0.1:0");
            code.ShouldBe(2);
            error.ShouldContain("name another with --data");
        }
    }

    [Fact]
    public async Task A_misspelt_verb_hears_which_there_are() =>
        (await Verb.Run("swerve")).Error.ShouldContain("verbs are serve, demo, import, verify, rebuild-read-models, backup and restore");

    [Fact]
    public async Task An_address_of_another_machine_is_wrong_use()
    {
        // TEST-NET-1 of RFC 5737: no machine has it.
        var (code, _, error) = await Verb.Run("serve", "--data", _folder.Data, "--urls", "http://192.0.2.1:5080");
        code.ShouldBe(2);
        error.ShouldContain("Cannot listen on http://192.0.2.1:5080");
    }

    [Fact]
    public async Task An_address_in_use_is_wrong_use()
    {
        await using var first = BeautyHost.Build(["--data", _folder.Data, "--urls", "http://127.0.0.1:0"]);
        await first.StartAsync();
        var (code, _, error) = await Verb.Run("serve", "--data", Path.Combine(_folder.Root, "other"), "--urls", BeautyHost.AddressOf(first));
        code.ShouldBe(2);
        error.ShouldContain("--urls");
    }
}
