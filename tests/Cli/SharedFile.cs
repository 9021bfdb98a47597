namespace BeautyGrains.Cli.Tests;

/// <summary>Runs where a file of the shared real data lies beside the checkout; skips, and says so, elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFileFactAttribute : FactAttribute
{
    public SharedFileFactAttribute(string name)
    {
        if (Find(name) is null) Skip = $"../shared/data/{name} is not beside the checkout.";
    }

    /// <summary>The file in shared/data beside the checkout, or null.</summary>
    public static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "BeautyGrains.sln")))
                return Path.Combine(folder.FullName, "..", "shared", "data", name) is var file && File.Exists(file) ? file : null;
        return null;
    }
}
