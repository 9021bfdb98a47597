using System.Net;
using BeautyGrains.Silo;
using BeautyGrains.Silo.Settings;
using Microsoft.Extensions.Configuration;

namespace BeautyGrains.Cli.Tests;

public sealed class ClusterSettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_embedded_engine_serves_no_cluster_and_says_which_program_does()
    {
        var (code, _, error) = await Verb.Run("serve", "--data", _folder.Data, "--api-only");
        code.ShouldBe(2);
        error.ShouldContain("--api-only makes a client of a cluster");
        error.ShouldContain("-p:GrainEngine=orleans");
        Directory.Exists(_folder.Data).ShouldBeFalse();
    }

    [Fact]
    public void The_embedded_engine_takes_no_setting_of_a_cluster() =>
        Should.Throw<SettingsException>(() => BeautyHost.Build(["--data", _folder.Data, "--Cluster:SiloPort", "11111", "--Cluster:Colour", "red"]))
            .Faults.Count(fault => fault.StartsWith("Cluster:", StringComparison.Ordinal)).ShouldBe(2);

    [Fact]
    public void A_cluster_has_defaults_for_one_machine()
    {
        var (settings, faults) = Read([]);
        faults.ShouldBeEmpty();
        settings.ShouldBe(new("beautygrains", "beautygrains", IPAddress.Loopback, 11_111, 30_000, ApiOnly: false));
    }

    [Fact]
    public void All_faults_of_a_cluster_are_told_at_once()
    {
        var (_, faults) = Read(new()
        {
            ["ClusterId"] = "two words", ["ServiceId"] = new string('x', 65), ["SiloPort"] = "0", ["GatewayPort"] = "65536", ["AdvertisedAddress"] = "no such name",
        });
        foreach (var key in new[] { "ClusterId", "ServiceId", "SiloPort", "GatewayPort", "AdvertisedAddress" })
            faults.ShouldContain(fault => fault.StartsWith($"Cluster:{key} ", StringComparison.Ordinal), key);
        faults.Count.ShouldBe(5);
    }

    [Fact]
    public void The_two_ports_of_a_silo_differ() =>
        Read(new() { ["SiloPort"] = "30000" }).Faults.Single().ShouldContain("must differ");

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.31.255.254", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.7.1", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("100.128.0.1", false)]
    [InlineData("8.8.8.8", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("2001:db8::1", false)]
    [InlineData("::ffff:8.8.8.8", false)]
    [InlineData("localhost", true)]
    public void Silos_talk_on_private_networks_alone(string address, bool isFine) =>
        Read(new() { ["AdvertisedAddress"] = address }).Faults.Any(fault => fault.Contains("not of a private network", StringComparison.Ordinal)).ShouldBe(!isFine);

    private static (ClusterSettings Settings, List<string> Faults) Read(Dictionary<string, string> given)
    {
        var faults = new List<string>();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(given.ToDictionary(entry => $"Cluster:{entry.Key}", entry => (string?)entry.Value)).Build();
        return (ClusterSettings.Read(new(configuration, faults), faults), faults);
    }
}
