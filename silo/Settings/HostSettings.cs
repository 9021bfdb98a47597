namespace BeautyGrains.Silo.Settings;

/// <summary>The host's settings, read once at start.</summary>
/// <param name="Urls">Where to listen (<c>--urls</c>, several separated by ';'); port 0 takes a free one.</param>
/// <param name="DataFolder">Full path of the data folder (<c>--data</c>); made when missing.</param>
/// <param name="IdMemory">How long command ids are remembered (<c>Stock:IdMemoryHours</c>): 48 h to 7 days.</param>
/// <param name="AdminKey">The administrator's secret (<c>Access:AdminKey</c>); null for one made at the first start.</param>
public sealed record HostSettings(IReadOnlyList<string> Urls, string DataFolder, TimeSpan IdMemory, string? AdminKey)
{
    /// <summary>Where the server listens unless told otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>The shortest administrator's secret that is taken from settings, in characters.</summary>
    public const int MinAdminKeyLength = 16;

    internal static HostSettings Read(IConfiguration configuration, string dataFolder, List<string> faults)
    {
        var reader = new SettingsReader(configuration, faults);
        var urls = reader.Urls("Urls", DefaultUrl);
        if (reader.OneOf("Storage:Provider", "sqlite", "sqlite", "postgres") == "postgres")
            faults.Add("Storage:Provider is 'postgres', which this version does not have yet; use sqlite.");
        if (reader.Text("Storage:ConnectionString") is not null)
            faults.Add("Storage:ConnectionString is for postgres; with sqlite the files are in the data folder (--data).");
        var hours = reader.WholeNumber("Stock:IdMemoryHours", 48, 48, (int)Grains.IdMemory.LongestWindow.TotalHours);
        var adminKey = reader.Text("Access:AdminKey");
        if (adminKey is not null && (adminKey.Length < MinAdminKeyLength || adminKey.Any(c => c is <= ' ' or > '~')))
            faults.Add($"Access:AdminKey must have at least {MinAdminKeyLength} printable ASCII characters without spaces.");
        reader.LogLevels();
        reader.RefuseUnknown("Storage", "Stock", "Access");
        reader.RefuseUnknownSections("Urls", "Data", "Config", "Storage", "Stock", "Access", "Logging", "AllowedHosts");
        return new(urls, dataFolder, TimeSpan.FromHours(hours), adminKey);
    }
}
