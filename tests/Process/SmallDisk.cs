using System.Diagnostics;

namespace BeautyGrains.Tests.Processes;

/// <summary>A file system in memory that can be filled up and emptied again.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="megabytes">Its size.</param>
    public SmallDisk(int megabytes)
    {
        if (Trial.Failure("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", _folder.Root) is { } why) throw new IOException(why);
    }

    /// <summary>Where it is mounted.</summary>
    public string Root => _folder.Root;

    private string Ballast => _folder.At("ballast");

    /// <summary>Fills it up but for so many bytes, or wholly where others write to it meanwhile.</summary>
    public void FillUp(long leave)
    {
        var room = new DriveInfo(Root).AvailableFreeSpace - leave;
        // Without a buffer of its own, closing the file has nothing left to write.
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            for (var written = 0L; written < room; written += block.Length) file.Write(block);
        }
        catch (IOException full) when (new DriveInfo(Root).AvailableFreeSpace < block.Length)
        {
            Trace.WriteLine(full.Message);
        }
    }

    /// <summary>Makes room again.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    /// <inheritdoc />
    public void Dispose()
    {
        Trial.Failure("umount", "-l", Root);
        _folder.Dispose();
    }
}
