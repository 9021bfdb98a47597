using System.Net;
using System.Net.Sockets;
using BeautyGrains.Api.Access;
using Microsoft.Extensions.Configuration;

namespace BeautyGrains.Api.Webhooks;

/// <summary>
/// Where the house may send to ("Alerts:WebhookNetworks": addresses and networks such as 10.0.0.0/8, separated by ';'): public addresses by https alone, and
/// these networks by http too. So nobody who may name an endpoint can have the server call what only the server can reach.
/// </summary>
public sealed class WebhookNetworks(IConfiguration configuration)
{
    // Special-purpose addresses (IANA's registries of IPv4 and IPv6 special-purpose addresses), where nothing public answers.
    private static readonly IPNetwork[] s_special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
            "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    private readonly List<IPNetwork> _networks = TrustedNetworks.Parse(configuration["Alerts:WebhookNetworks"], []);

    /// <summary>May the house connect to an address?</summary>
    public bool Permits(IPAddress address, bool isHttps)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (_networks.Exists(network => network.Contains(plain))) return true;
        return isHttps && plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && !Array.Exists(s_special, network => network.Contains(plain));
    }

    /// <summary>The rule that an endpoint's address breaks by its form alone, or null. What its name leads to is looked at with every request.</summary>
    public string? RuleOf(string? url, out Uri? address)
    {
        address = null;
        if (url is null) return "required";
        if (url.Length > 2_000 || url.Any(c => c is <= ' ' or > '~') || !Uri.TryCreate(url, UriKind.Absolute, out address)) return "must-be-a-url";
        if (address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0 || address.Host.Length == 0 || address.Fragment.Length > 0) return "must-be-a-url";
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var literal)) return Permits(literal, address.Scheme == "https") ? null : "address-not-allowed";
        return address.Scheme == "http" && _networks.Count == 0 ? "must-be-https" : null;
    }
}
