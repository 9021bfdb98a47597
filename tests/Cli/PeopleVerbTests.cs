namespace BeautyGrains.Cli.Tests;

public sealed class PeopleVerbTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_person_is_added_listed_given_a_key_and_deactivated()
    {
        string[] add = ["people", "add", "zhang", "--name", "Zhang Wei", "--role", "buyer", "--role", "finance", "--region", "east", "--limit", "order=5000.00", "--limit", "price", "--data", _folder.Data];
        var added = await Verb.Run(add);
        added.Code.ShouldBe(0, added.Error);
        added.Output.ShouldContain("zhang: added.");
        (await Verb.Run(add)).Output.ShouldContain("zhang: as given.");

        var file = Path.Combine(_folder.Root, "zhang.key");
        (await Verb.Run("people", "key", "zhang", "--out", file, "--data", _folder.Data)).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(file)).ShouldStartWith("bg_");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await Verb.Run("people", "key", "zhang", "--out", file, "--data", _folder.Data)).Code.ShouldBe(2);

        (await Verb.Run("people", "list", "--role", "buyer", "--data", _folder.Data)).Output.ShouldContain("zhang\tZhang Wei\tbuyer finance\teast/*\tactive\t1");
        (await Verb.Run("people", "deactivate", "zhang", "--reason", "left", "--data", _folder.Data)).Code.ShouldBe(0);
        (await Verb.Run("people", "list", "--data", _folder.Data)).Output.ShouldContain("inactive\t0");
    }

    [Theory]
    [InlineData("add", "p", "--name", "P", "--role", "queen", "--all-stores")]
    [InlineData("add", "p", "--name", "P", "--role", "buyer", "--all-stores", "--limit", "order=1,5")]
    [InlineData("add", "a b", "--name", "P", "--role", "buyer", "--all-stores")]
    [InlineData("key", "nobody")]
    public async Task Asked_wrongly_it_says_so_and_makes_nobody(params string[] asked)
    {
        var wrong = await Verb.Run(["people", .. asked, "--data", _folder.Data]);
        wrong.Code.ShouldBe(2, wrong.Output);
        wrong.Error.ShouldNotBeEmpty();
        (await Verb.Run("people", "list", "--data", _folder.Data)).Output.ShouldNotContain("active");
    }
}
