using BeautyGrains.Silo.Settings;
using BeautyGrains.Silo.Sweeps;

namespace BeautyGrains.Silo;

/// <summary>Who stands with whom. The order is that of starting; stopping goes backwards, HTTP first.</summary>
internal static class Composition
{
    public static void AddBeautyHost(this IServiceCollection services, HostSettings settings, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(_ => DataFolder.Hold(settings.DataFolder));
        services.AddHostedService<Announcement>();
    }

    public static void MapBeauty(this WebApplication app)
    {
    }
}
