using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.ReadModels;

/// <summary>What the read models need.</summary>
public static class ReadModelsRegistration
{
    /// <summary>Adds the read models. The host provides IJournal and IVerifiableJournal.</summary>
    public static IServiceCollection AddReadModels(this IServiceCollection services)
    {
        services.AddSingleton<StreamDirectory>();
        services.AddSingleton<Ledger>();
        services.AddSingleton<FactRecords>();
        services.AddTransient<Verifier>();
        return services;
    }
}
