namespace BeautyGrains.Cli.Tests;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("beautygrains-cli-").FullName;

    public string Data => Path.Combine(Root, "data");

    public string Write(string name, byte[] bytes)
    {
        var file = Path.Combine(Root, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
