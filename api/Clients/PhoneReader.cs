using Microsoft.Extensions.Configuration;
using PhoneNumbers;

namespace BeautyGrains.Api.Clients;

/// <summary>Phones as people write them.</summary>
public sealed class PhoneReader(IConfiguration configuration)
{
    /// <summary>The setting that names the country of phones without a country's code: two letters of ISO 3166.</summary>
    public const string Setting = "Clients:Country";

    /// <summary>Where the setting is absent.</summary>
    public const string UsualCountry = "CN";

    private const int Longest = 40;

    private readonly PhoneNumberUtil _known = PhoneNumberUtil.GetInstance();
    private readonly string _country = configuration[Setting] ?? UsualCountry;

    /// <summary>Whether phones of a country are known.</summary>
    public static bool Knows(string country) => PhoneNumberUtil.GetInstance().GetSupportedRegions().Contains(country);

    /// <summary>E.164, such as "+8613800138000"; null where the text is no phone that can exist.</summary>
    public string? Read(string text)
    {
        if (text.Length > Longest) return null;
        try
        {
            var number = _known.Parse(text, _country);
            return _known.IsValidNumber(number) ? _known.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
