using System.Net;

namespace BeautyGrains.Api.Units;

/// <summary>Bounds how often the public page is asked: so many times a minute from one address, so many addresses at once.</summary>
internal sealed class VerifyRate(TimeProvider clock)
{
    /// <summary>Questions of one address in a minute.</summary>
    public const int MostPerMinute = 30;

    private const int MostAddresses = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);
    private long _minute;

    /// <summary>False where an address has asked too often, or too many ask.</summary>
    public bool Allows(IPAddress? address)
    {
        var key = KeyOf(address);
        var minute = clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute;
        lock (_gate)
        {
            if (minute != _minute)
            {
                _asked.Clear();
                _minute = minute;
            }
            if (!_asked.TryGetValue(key, out var asked) && _asked.Count >= MostAddresses) return false;
            _asked[key] = asked + 1;
            return asked < MostPerMinute;
        }
    }

    // One customer of a network has a whole half of IPv6's addresses.
    private static string KeyOf(IPAddress? address)
    {
        if (address is null) return "";
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return Convert.ToHexString(bytes.AsSpan(0, Math.Min(8, bytes.Length)));
    }
}
