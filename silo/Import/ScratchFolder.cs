namespace BeautyGrains.Silo.Import;

/// <summary>An empty data folder for the length of a dry run, so that looking at a folder that is not there does not make it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private ScratchFolder()
    {
    }

    /// <summary>Full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("beautygrains-dry-run-").FullName;

    /// <summary>Null when the folder exists and is to be looked at itself.</summary>
    public static ScratchFolder? InPlaceOf(string folder) => System.IO.Path.Exists(folder) ? null : new();

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
