using System.Diagnostics;

namespace BeautyGrains.Simulation.Tests;

/// <summary>Patches that no longer apply would prove nothing; whether each is found takes a build each, and is simulation/mutations/check.sh's part.</summary>
public sealed class MutationTests
{
    private static string Root { get; } = FindRoot();

    public static TheoryData<string> Patches() => [.. Directory.EnumerateFiles(Path.Combine(Root, "simulation/mutations"), "*.patch").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_at_least_twelve() => Patches().Count.ShouldBeGreaterThanOrEqualTo(12);

    [Theory]
    [MemberData(nameof(Patches))]
    public async Task Every_patch_still_applies(string patch)
    {
        var start = new ProcessStartInfo("git", ["apply", "--check", Path.Combine("simulation/mutations", patch)]) { WorkingDirectory = Root, RedirectStandardError = true };
        using var git = Process.Start(start)!;
        var error = await git.StandardError.ReadToEndAsync();
        await git.WaitForExitAsync();
        git.ExitCode.ShouldBe(0, error);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "BeautyGrains.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests must run inside the checkout: BeautyGrains.sln was not found above them.");
    }
}
