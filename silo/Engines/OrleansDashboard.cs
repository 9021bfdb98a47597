using System.Text;
using BeautyGrains.Api.Access;
using Orleans.Dashboard;
using Orleans.Hosting;

namespace BeautyGrains.Silo.Engines;

/// <summary>
/// The pages of Orleans about its silos and grains, for administrators. A browser cannot send a Bearer key with an address that is typed in, so it
/// may sign in the way browsers know: any name, and the key as the password.
/// </summary>
internal static class OrleansDashboard
{
    private const string Root = "/orleans";
    private const string Basic = "Basic ";

    public static void AddOrleansDashboard(this ISiloBuilder silo) => silo.AddDashboard(Configure);

    public static void AddOrleansDashboard(this IClientBuilder client) => client.AddDashboard(Configure);

    public static void MapDashboard(this WebApplication app) =>
        app.MapOrleansDashboard(Root).OpenToAdministrators().ExcludeFromDescription();

    /// <summary>Must stand before the gate, which knows Bearer keys alone.</summary>
    public static void UseDashboardSignIn(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (!http.Request.Path.StartsWithSegments(Root))
        {
            await next(http);
            return;
        }
        if (KeyOf(http.Request.Headers.Authorization.ToString()) is { } key) http.Request.Headers.Authorization = $"Bearer {key}";
        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Basic realm=\"BeautyGrains\", charset=\"UTF-8\"";
            return Task.CompletedTask;
        });
        await next(http);
    });

    // The log is the operator's own; what passes by there is not for pages.
    private static void Configure(DashboardOptions options) => options.HideTrace = true;

    private static string? KeyOf(string header)
    {
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Basic.Length..].Trim(), bytes, out var length)) return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : pair[(colon + 1)..];
    }
}
