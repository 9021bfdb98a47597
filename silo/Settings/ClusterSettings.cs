using System.Net;
using System.Net.Sockets;

namespace BeautyGrains.Silo.Settings;

/// <summary>This process's place in a cluster (section <c>Cluster</c>); the Orleans engine alone has one.</summary>
/// <param name="ClusterId">Silos of one name find each other in the database: 1 to 64 of A-Z a-z 0-9 . _ ~ -.</param>
/// <param name="ServiceId">The name that reminders and grain storage are kept under; stays the same while cluster ids may change. Form as above.</param>
/// <param name="Address">Where other silos reach this one (<c>AdvertisedAddress</c>): of this machine and of a private network, since what is said there carries no key.</param>
/// <param name="SiloPort">Silos talk to each other here; 1 to 65,535.</param>
/// <param name="GatewayPort">API-only processes connect here; 1 to 65,535.</param>
/// <param name="ApiOnly">Serves HTTP as a client of the cluster: no grains, no sweeps, nothing is written to the journal (<c>--api-only</c>).</param>
public sealed record ClusterSettings(string ClusterId, string ServiceId, IPAddress Address, int SiloPort, int GatewayPort, bool ApiOnly)
{
    internal const string Section = "Cluster";

    private const int LongestName = 64;

    internal static ClusterSettings Read(SettingsReader reader, List<string> faults)
    {
        var apiOnly = ReadApiOnly(reader);
        var settings = new ClusterSettings(
            Name(reader, "ClusterId", "beautygrains", faults),
            Name(reader, "ServiceId", "beautygrains", faults),
            ReadAddress(reader, faults),
            reader.WholeNumber($"{Section}:SiloPort", 11_111, 1, ushort.MaxValue),
            reader.WholeNumber($"{Section}:GatewayPort", 30_000, 1, ushort.MaxValue),
            apiOnly);
        if (settings.SiloPort == settings.GatewayPort)
            faults.Add($"{Section}:SiloPort and {Section}:GatewayPort are both {settings.SiloPort} but must differ.");
        return settings;
    }

    /// <summary>The embedded engine is one process by design: whoever asks for a cluster is told which program has it.</summary>
    internal static void Refuse(SettingsReader reader, List<string> faults)
    {
        if (ReadApiOnly(reader)) faults.Add("--api-only makes a client of a cluster, but this program has the embedded engine, which is one process: build with -p:GrainEngine=orleans.");
        foreach (var key in new[] { "ClusterId", "ServiceId", "AdvertisedAddress", "SiloPort", "GatewayPort" })
            if (reader.Text($"{Section}:{key}") is not null)
                faults.Add($"{Section}:{key} is for a cluster, but this program has the embedded engine, which is one process: build with -p:GrainEngine=orleans.");
    }

    private static bool ReadApiOnly(SettingsReader reader) => reader.OneOf($"{Section}:ApiOnly", "false", "true", "false") == "true";

    private static string Name(SettingsReader reader, string key, string otherwise, List<string> faults)
    {
        var name = reader.Text($"{Section}:{key}") ?? otherwise;
        if (name.Length > LongestName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or '-'))
            faults.Add($"{Section}:{key} is '{name}' but must have 1 to {LongestName} of the characters A-Z a-z 0-9 . _ ~ -.");
        return name;
    }

    private static IPAddress ReadAddress(SettingsReader reader, List<string> faults)
    {
        const string key = $"{Section}:AdvertisedAddress";
        if (reader.Text(key) is not { } text) return IPAddress.Loopback;
        var address = IPAddress.TryParse(text, out var given) ? given : Resolve(text);
        if (address is null) faults.Add($"{key} is '{text}' but must be an IP address of this machine, or a name that stands for one.");
        else if (!IsPrivate(address)) faults.Add($"{key} is '{text}' ({address}), which is not of a private network: what silos say to each other carries no key.");
        return address ?? IPAddress.Loopback;
    }

    private static IPAddress? Resolve(string name)
    {
        try
        {
            return Dns.GetHostAddresses(name, AddressFamily.InterNetwork).FirstOrDefault();
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>RFC 1918, RFC 6598 (100.64/10), link-local, unique local (RFC 4193), or this machine.</summary>
    private static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return IsPrivate(address.MapToIPv4());
        if (IPAddress.IsLoopback(address)) return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal;
        return address.GetAddressBytes() switch
        {
            [10, ..] or [192, 168, ..] or [169, 254, ..] => true,
            [172, var second, ..] => second is >= 16 and < 32,
            [100, var second, ..] => second is >= 64 and < 128,
            _ => false,
        };
    }
}
