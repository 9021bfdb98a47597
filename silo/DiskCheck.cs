using BeautyGrains.Api.Operations;

namespace BeautyGrains.Silo;

/// <summary>The data folder's disk has room for what comes next: told before writes begin to fail.</summary>
internal sealed class DiskCheck(DataFolder folder) : IReadyCheck
{
    private const long Least = 4L * 1024 * 1024;

    public string Name => "disk";

    public ValueTask<string?> Fault(CancellationToken cancel) => new(new DriveInfo(folder.Root).AvailableFreeSpace < Least ? "disk-full" : null);
}
