using BeautyGrains.Api;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Silo.Settings;

namespace BeautyGrains.Silo;

/// <summary>Where the administrator's secret lies; known once the server has started.</summary>
internal sealed class Administrator
{
    /// <summary>Full path; null when the secret comes from settings or its file has been taken away.</summary>
    public string? KeyFile { get; set; }
}

/// <summary>Makes sure that there is an administrator once grains can be called and before the doors open.</summary>
internal sealed class AdministratorStart(
    AccessBootstrap bootstrap, DataFolder folder, Administrator administrator, HostSettings settings, Faults faults, TimeProvider clock) : IHostedService
{
    // Silos that start together need a moment until they agree on who is there; one process has nobody to agree with.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                administrator.KeyFile = await bootstrap.EnsureAdministrator(folder.Root);
                return;
            }
            catch (Exception trouble) when (settings.Cluster is not null && faults.TypeOf(trouble) != ProblemType.Internal && clock.GetElapsedTime(began) < s_patience)
            {
                await Task.Delay(s_pause, clock, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
