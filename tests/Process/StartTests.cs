namespace BeautyGrains.Tests.Processes;

/// <summary>Starting, and starting twice.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_started_server_is_ready_and_only_its_owner_can_read_the_administrators_key()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.At("data"), ServerProcess.FreePort());
        File.GetUnixFileMode(server.KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        server.Said.ShouldContain(server.Url);
        using var put = await server.Put("/v1/stores/first", """{"name":"First","timeZone":"Asia/Shanghai"}""");
        ((int)put.StatusCode).ShouldBe(201);
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_refuses_and_the_first_works_on()
    {
        using var folder = new TemporaryFolder();
        await using var first = await ServerProcess.Start(folder.At("data"), ServerProcess.FreePort());
        var second = await Programs.Run(TimeSpan.FromMinutes(1), "dotnet", Programs.Server, "serve", "--data", first.Data, "--urls", "http://127.0.0.1:0");
        second.ExitCode.ShouldBe(2, second.Said);
        second.Errors.ShouldContain("is held by");
        second.Errors.ShouldContain(first.Url);
        using var put = await first.Put("/v1/stores/first", """{"name":"First","timeZone":"Asia/Shanghai"}""");
        ((int)put.StatusCode).ShouldBe(201);
    }

    [Fact]
    public async Task An_address_in_use_is_told_in_one_line()
    {
        using var folder = new TemporaryFolder();
        await using var first = await ServerProcess.Start(folder.At("data"), ServerProcess.FreePort());
        var second = await Programs.Run(TimeSpan.FromMinutes(1), "dotnet", Programs.Server, "serve", "--data", folder.At("other"), "--urls", first.Url);
        second.ExitCode.ShouldBe(2, second.Said);
        second.Errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("Choose another with --urls");
    }

    [Fact]
    public async Task A_killed_server_leaves_a_folder_that_the_next_one_takes_with_the_same_key()
    {
        using var folder = new TemporaryFolder();
        var key = "";
        await using (var first = await ServerProcess.Start(folder.At("data"), ServerProcess.FreePort()))
        {
            key = await File.ReadAllTextAsync(first.KeyFile);
            using var put = await first.Put("/v1/stores/first", """{"name":"First","timeZone":"Asia/Shanghai"}""");
            ((int)put.StatusCode).ShouldBe(201);
        }

        await using var second = await ServerProcess.Start(folder.At("data"), ServerProcess.FreePort());
        (await File.ReadAllTextAsync(second.KeyFile)).ShouldBe(key);
        using var again = await second.Put("/v1/stores/first", """{"name":"First","timeZone":"Asia/Shanghai"}""");
        ((int)again.StatusCode).ShouldBe(200);
    }
}
