using System.Net;
using Microsoft.Extensions.Configuration;

namespace BeautyGrains.Api.Access;

/// <summary>Stands on an endpoint that <see cref="TrustedNetworks"/> may open.</summary>
internal sealed class OpenToNetworks
{
    public static OpenToNetworks Instance { get; } = new();
}

/// <summary>
/// From where <c>/metrics</c> may be read without a key ("Telemetry:MetricsOpenTo"): addresses and networks such as 10.0.0.0/8, separated by ';'.
/// The connection's own address counts; what a proxy says of its caller does not.
/// </summary>
public sealed class TrustedNetworks(IConfiguration configuration)
{
    private readonly List<IPNetwork> _networks = Parse(configuration["Telemetry:MetricsOpenTo"], []);

    /// <summary>Reads a list; what cannot be read is added to the faults, as it was given.</summary>
    public static List<IPNetwork> Parse(string? list, ICollection<string> faults)
    {
        var networks = new List<IPNetwork>();
        foreach (var given in (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(given, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(given, out var address)) networks.Add(new(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128));
            else faults.Add(given);
        }
        return networks;
    }

    internal bool Include(IPAddress? address)
    {
        if (address is null || _networks.Count == 0) return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _networks.Exists(network => network.Contains(plain));
    }
}
