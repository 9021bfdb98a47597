using BeautyGrains.Api.Access;

namespace BeautyGrains.Silo;

/// <summary>Where the administrator's secret lies; known once the server has started.</summary>
internal sealed class Administrator
{
    /// <summary>Full path; null when the secret comes from settings or its file has been taken away.</summary>
    public string? KeyFile { get; set; }
}

/// <summary>Makes sure that there is an administrator once grains can be called and before the doors open.</summary>
internal sealed class AdministratorStart(AccessBootstrap bootstrap, DataFolder folder, Administrator administrator) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken) => administrator.KeyFile = await bootstrap.EnsureAdministrator(folder.Root);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
