using BeautyGrains.Api.Clients;
using BeautyGrains.Api.Documents;
using BeautyGrains.Journal.Postgres;
using BeautyGrains.Silo.Engines;
using BeautyGrains.Vault;

namespace BeautyGrains.Silo.Settings;

/// <summary>The host's settings, read once at start.</summary>
/// <param name="Urls">Where to listen (<c>--urls</c>, several separated by ';'); port 0 takes a free one.</param>
/// <param name="DataFolder">Full path of the data folder (<c>--data</c>); made when missing.</param>
/// <param name="IdMemory">How long command ids are remembered (<c>Stock:IdMemoryHours</c>): 48 h to 7 days.</param>
/// <param name="AdminKey">The administrator's secret (<c>Access:AdminKey</c>); null for one made at the first start.</param>
/// <param name="Database">With PostgreSQL (<c>Storage:Provider</c>) how to connect (<c>Storage:ConnectionString</c>), a secret; null for SQLite in the data folder.</param>
/// <param name="Drain">How long a server that is told to stop goes on taking requests (<c>Shutdown:DrainSeconds</c>): 0 to 300 s. A cluster's default is 5 s.</param>
/// <param name="Cluster">The place in a cluster; null on the embedded engine.</param>
/// <param name="AlertsKey">What addresses and secrets of endpoints are sealed with (<c>Alerts:MasterKey</c>), a secret; null for one kept in the data folder.</param>
/// <param name="ClientsKey">What clients' keys are wrapped with (<c>Clients:MasterKey</c>), a secret; null for one kept in the data folder.</param>
/// <param name="ClientsPreviousKey">The one before (<c>Clients:PreviousMasterKey</c>) while it is being changed, a secret; null else.</param>
public sealed record HostSettings(IReadOnlyList<string> Urls, string DataFolder, TimeSpan IdMemory, string? AdminKey, string? Database, TimeSpan Drain, TelemetrySettings Telemetry, ClusterSettings? Cluster, string? AlertsKey,
    string? ClientsKey = null, string? ClientsPreviousKey = null)
{
    /// <summary>Where the server listens unless told otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>The shortest administrator's secret that is taken from settings, in characters.</summary>
    public const int MinAdminKeyLength = 16;

    /// <summary>The settings that a host with these arguments would have, and what is wrong with them.</summary>
    internal static (HostSettings Settings, List<string> Faults) Of(IReadOnlyList<string> arguments)
    {
        var faults = new List<string>();
        var (configuration, dataFolder) = SettingsSources.Read(arguments, faults);
        return (Read(configuration, dataFolder, faults), faults);
    }

    internal static HostSettings Read(IConfiguration configuration, string dataFolder, List<string> faults)
    {
        var reader = new SettingsReader(configuration, faults);
        var urls = reader.Urls("Urls", DefaultUrl);
        var database = Storage(reader, faults);
        var hours = reader.WholeNumber("Stock:IdMemoryHours", 48, 48, (int)Grains.IdMemory.LongestWindow.TotalHours);
        var adminKey = reader.Text("Access:AdminKey");
        if (adminKey is not null && (adminKey.Length < MinAdminKeyLength || adminKey.Any(c => c is <= ' ' or > '~')))
            faults.Add($"Access:AdminKey must have at least {MinAdminKeyLength} printable ASCII characters without spaces.");
        var drain = TimeSpan.FromSeconds(reader.WholeNumber("Shutdown:DrainSeconds", EngineSetup.IsClustered ? 5 : 0, 0, 300));
        var telemetry = TelemetrySettings.Read(reader, faults);
        var cluster = Place(reader, faults);
        var alertsKey = reader.Text("Alerts:MasterKey");
        if (alertsKey is { Length: < 32 }) faults.Add("Alerts:MasterKey must have at least 32 characters.");
        var clientsKey = MasterKeyOf(reader, "Clients:MasterKey", faults);
        var clientsPreviousKey = MasterKeyOf(reader, "Clients:PreviousMasterKey", faults);
        if (!PhoneReader.Knows(reader.Text(PhoneReader.Setting) ?? PhoneReader.UsualCountry)) faults.Add("Clients:Country must be a country's two letters in ISO 3166, such as CN.");
        var unread = new List<string>();
        Api.Access.TrustedNetworks.Parse(reader.Text("Alerts:WebhookNetworks"), unread);
        faults.AddRange(unread.Select(network => $"Alerts:WebhookNetworks has '{network}' but must be addresses and networks such as 10.0.0.0/8, separated by ';'."));
        reader.WholeNumber("Documents:MaxMegabytes", DocumentLimits.UsualMegabytes, 1, DocumentLimits.MostMegabytes);
        unread.Clear();
        if (DocumentLimits.Parse(reader.Text("Documents:MediaTypes") ?? DocumentLimits.UsualMediaTypes, unread).Count == 0) faults.Add("Documents:MediaTypes must name at least one media type.");
        faults.AddRange(unread.Select(type => $"Documents:MediaTypes has '{type}' but must be media types such as application/pdf in lower case, separated by ';'."));
        reader.LogLevels();
        reader.RefuseUnknown("Storage", "Stock", "Documents", "Alerts", "Clients", "Access", "Shutdown", "Telemetry", ClusterSettings.Section);
        reader.RefuseUnknownSections("Urls", "Data", "Config", "Storage", "Stock", "Documents", "Alerts", "Clients", "Access", "Shutdown", "Telemetry", ClusterSettings.Section, "Logging", "AllowedHosts");
        return new(urls, dataFolder, TimeSpan.FromHours(hours), adminKey, database, drain, telemetry, cluster, alertsKey, clientsKey, clientsPreviousKey);
    }

    private static string? MasterKeyOf(SettingsReader reader, string name, List<string> faults)
    {
        var key = reader.Text(name);
        if (key is { Length: < MasterKeys.MinLength }) faults.Add($"{name} must have at least {MasterKeys.MinLength} characters.");
        return key is { Length: >= MasterKeys.MinLength } ? key : null;
    }

    /// <summary>Says nothing of the secrets.</summary>
    public override string ToString() => nameof(HostSettings);

    private static ClusterSettings? Place(SettingsReader reader, List<string> faults)
    {
        if (EngineSetup.IsClustered)
        {
            if (reader.Text("Storage:Provider")?.ToUpperInvariant() is null or "SQLITE")
                faults.Add("Storage:Provider must be 'postgres' on the Orleans engine: the silos of a cluster find each other in the database and share the journal there.");
            return ClusterSettings.Read(reader, faults);
        }
        ClusterSettings.Refuse(reader, faults);
        return null;
    }

    private static string? Storage(SettingsReader reader, List<string> faults)
    {
        var isPostgres = reader.OneOf("Storage:Provider", "sqlite", "sqlite", "postgres") == "postgres";
        var connection = reader.Text("Storage:ConnectionString");
        if (!isPostgres)
        {
            if (connection is not null) faults.Add("Storage:ConnectionString is for postgres; with sqlite the files are in the data folder (--data).");
            return null;
        }
        if (connection is null) faults.Add("Storage:Provider is 'postgres', which needs Storage:ConnectionString (in a file, or as BEAUTY__Storage__ConnectionString).");
        else if (PostgresJournalOptions.FaultOf(connection) is { } fault) faults.Add($"Storage:ConnectionString cannot be used: {fault}.");
        return connection;
    }
}
