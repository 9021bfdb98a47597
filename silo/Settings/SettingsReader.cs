using System.Globalization;

namespace BeautyGrains.Silo.Settings;

/// <summary>Reads typed values out of the configuration and gathers what is wrong instead of stopping at the first fault.</summary>
internal sealed class SettingsReader(IConfiguration configuration, List<string> faults)
{
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    public string? Text(string key)
    {
        _asked.Add(key);
        return configuration[key] is { Length: > 0 } value ? value : null;
    }

    public int WholeNumber(string key, int otherwise, int least, int most)
    {
        if (Text(key) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        faults.Add($"{key} is '{text}' but must be a whole number from {least} to {most}.");
        return otherwise;
    }

    public string OneOf(string key, string otherwise, params string[] choices)
    {
        if (Text(key) is not { } text) return otherwise;
        if (choices.FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase)) is { } known) return known;
        faults.Add($"{key} is '{text}' but must be one of: {string.Join(", ", choices)}.");
        return otherwise;
    }

    public string[] Urls(string key, string otherwise)
    {
        var urls = (Text(key) ?? otherwise).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var url in urls)
        {
            // Kestrel reads '*' and '+' as any address; the URI parser does not.
            var read = url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal);
            if (!Uri.TryCreate(read, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.PathAndQuery != "/")
                faults.Add($"{key} has '{url}' but must be addresses such as http://127.0.0.1:5080, separated by ';'.");
            else if (address.Scheme == "https") faults.Add($"{key} has '{url}', but TLS is for a proxy in front: listen on http.");
            // Kestrel takes any other name for "every network of this machine".
            else if (address.HostNameType == UriHostNameType.Dns && address.Host is not ("localhost" or "any"))
                faults.Add($"{key} has '{url}', but '{address.Host}' is a name: give an IP address of this machine, localhost, or * for all of its networks.");
        }
        if (urls.Length == 0) faults.Add($"{key} is empty.");
        return urls;
    }

    /// <summary>Names in these sections that nobody has asked for are misspelt.</summary>
    public void RefuseUnknown(params string[] sections)
    {
        foreach (var section in sections)
            foreach (var child in configuration.GetSection(section).GetChildren())
                if (!_asked.Contains(child.Path))
                    faults.Add($"{child.Path} is not a setting; {section} knows: {Known(section)}.");
    }

    /// <summary>So are sections that nobody knows.</summary>
    public void RefuseUnknownSections(params string[] known)
    {
        foreach (var child in configuration.GetChildren())
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                faults.Add($"{child.Key} is not a setting; there are: {string.Join(", ", known)}.");
    }

    /// <summary>How much is logged, by name of the part: a wrong word would end the start in a stack trace.</summary>
    public void LogLevels()
    {
        foreach (var level in configuration.GetSection("Logging:LogLevel").GetChildren()) OneOf(level.Path, "", Enum.GetNames<LogLevel>());
    }

    private string Known(string section) => string.Join(", ", _asked
        .Where(key => key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase))
        .Select(key => key[(section.Length + 1)..])
        .Order(StringComparer.Ordinal));
}
