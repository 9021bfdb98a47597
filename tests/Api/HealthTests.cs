using BeautyGrains.Journal;
using BeautyGrains.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BeautyGrains.Api.Tests;

/// <summary>Readiness means that calls can be answered, and says which part cannot.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private readonly ManualClock _clock = new();
    private ApiServer _server = null!;
    private Api _nobody = null!;

    public async Task InitializeAsync()
    {
        _server = await ApiServer.Start(_clock, configure: services =>
        {
            services.AddSingleton<IJournal>(_journal);
            services.AddSingleton<IVerifiableJournal>(_journal);
        }, settings: ["--Shutdown:DrainSeconds", "20"]);
        _nobody = _server.With(null);
    }

    public async Task DisposeAsync()
    {
        var stopped = _server.Stop();
        while (!stopped.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            await Task.WhenAny(stopped, Task.Delay(20));
        }
        await stopped;
        Directory.Delete(_server.Folder, recursive: true);
        await _journal.DisposeAsync();
    }

    [Fact]
    public async Task A_ready_server_tells_what_it_has_looked_at()
    {
        var heard = (await _nobody.Get("/health/ready")).Expect(200);
        heard.Text("status").ShouldBe("ready");
        Checks(heard).ShouldBe(["journal ok", "engine ok", "disk ok"]);
    }

    [Fact]
    public async Task A_queue_that_is_full_for_a_moment_is_no_trouble_and_for_long_it_is()
    {
        var (waiting, capacity) = _journal.Queue;
        using var all = _journal.Enter(capacity - waiting);
        (await _nobody.Get("/health/ready")).Expect(200);
        _clock.Advance(TimeSpan.FromSeconds(4));
        (await _nobody.Get("/health/ready")).Expect(200);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Checks((await _nobody.Get("/health/ready")).Expect(503)).ShouldBe(["journal failed queue-full", "engine unknown", "disk unknown"]);
    }

    [Fact]
    public async Task A_journal_that_takes_no_writes_is_told_and_the_process_still_lives()
    {
        await _journal.DisposeAsync();
        var heard = (await _nobody.Get("/health/ready")).Expect(503);
        heard.Text("status").ShouldBe("not-ready");
        Checks(heard).ShouldBe(["journal failed unavailable", "engine unknown", "disk unknown"]);
        (await _nobody.Get("/health/live")).Expect(200);
    }

    [Fact]
    public async Task A_server_that_is_told_to_stop_drains_first_and_answers_meanwhile()
    {
        var path = await _server.Admin.NewStock("drain", 5);
        _server.App.Lifetime.StopApplication();
        var stopping = _server.App.WaitForShutdownAsync();
        (await _nobody.Get("/health/ready")).Expect(503).Text("status").ShouldBe("draining");
        (await _nobody.Get("/health/live")).Expect(200);
        (await _server.Admin.Put($"{path}/reservations/r1", """{"quantity":1}""")).Expect(201);
        stopping.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Metrics_are_open_to_the_networks_that_a_setting_names_and_to_no_other()
    {
        await using var open = await ApiServer.Start(settings: ["--Telemetry:MetricsOpenTo", "10.0.0.0/8; 127.0.0.0/8"]);
        await using var other = await ApiServer.Start(settings: ["--Telemetry:MetricsOpenTo", "10.0.0.0/8"]);
        using var trusted = open.With(null);
        using var stranger = other.With(null);
        (await trusted.Get("/metrics")).Expect(200);
        (await trusted.Get("/v1/stores")).Expect(401);
        (await stranger.Get("/metrics")).Expect(401);
        (await _server.Admin.Get("/metrics")).Expect(200);
    }

    private static IEnumerable<string> Checks(Heard heard) => heard["checks"].EnumerateArray().Select(check =>
        $"{check.GetProperty("name").GetString()} {check.GetProperty("status").GetString()}{(check.TryGetProperty("reason", out var reason) ? " " + reason.GetString() : "")}");
}
