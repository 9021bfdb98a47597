using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Storage;

namespace Orleans.Runtime.Hosting;

/// <summary>Storages among a host's services.</summary>
public static class StorageProviderExtensions
{
    // Orleans's name for it.
    private const string Default = "Default";

    /// <summary>Adds a storage of that name; "Default" is also that of states that name none.</summary>
    public static IServiceCollection AddGrainStorage<T>(this IServiceCollection collection, string name, Func<IServiceProvider, string, T> implementationFactory)
        where T : IGrainStorage
    {
        collection.AddKeyedSingleton<IGrainStorage>(name, (services, key) => implementationFactory(services, (string)key!));
        if (name == Default)
            collection.TryAddSingleton(services => services.GetRequiredKeyedService<IGrainStorage>(Default));
        return collection;
    }
}
