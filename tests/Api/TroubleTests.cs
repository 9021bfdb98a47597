using BeautyGrains.Journal;
using BeautyGrains.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Api.Tests;

/// <summary>What a caller is told when the journal is in trouble: whether anything happened, and that the same request may be sent again.</summary>
public sealed class TroubleTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private ApiServer _server = null!;
    private string _path = "";

    private Api Api => _server.Admin;

    public async Task InitializeAsync()
    {
        _server = await ApiServer.Start(configure: services =>
        {
            services.AddSingleton<IJournal>(_journal);
            services.AddSingleton<IVerifiableJournal>(_journal);
        });
        _path = await Api.NewStock("trouble", 10);
    }

    public async Task DisposeAsync()
    {
        _journal.QueueFull = false;
        await _server.DisposeAsync();
        await _journal.DisposeAsync();
    }

    [Fact]
    public async Task A_full_queue_is_told_before_anything_is_decided()
    {
        _journal.QueueFull = true;
        var heard = (await Reserve("r1")).Expect(503);
        _journal.QueueFull = false;
        heard.Type.ShouldBe("/problems/busy");
        heard["retryable"].GetBoolean().ShouldBeTrue();
        heard.Raw.Headers.RetryAfter.ShouldNotBeNull();
        (await Api.Get(_path)).Number("reserved").ShouldBe(0);
        (await Reserve("r1")).Expect(201);
    }

    [Fact]
    public async Task What_was_not_written_did_not_happen_and_may_be_sent_again()
    {
        _journal.FailNext();
        (await Reserve("r1")).Expect(503).Type.ShouldBe("/problems/not-written");
        (await Api.Get(_path)).Number("reserved").ShouldBe(0);
        (await Reserve("r1")).Expect(201);
    }

    [Fact]
    public async Task An_unknown_outcome_is_told_as_such_and_the_same_request_finds_the_truth()
    {
        _journal.LoseNextAnswer();
        var heard = (await Reserve("r1")).Expect(503);
        heard.Type.ShouldBe("/problems/outcome-unknown");
        heard["retryable"].GetBoolean().ShouldBeTrue();
        // It was written: the repeat is no new reservation.
        (await Reserve("r1")).Expect(200).Text("state").ShouldBe("open");
        (await Api.Get(_path)).Number("reserved").ShouldBe(2);
    }

    [Fact]
    public async Task One_items_trouble_in_a_batch_is_its_own()
    {
        await Api.NewStock("calm", 10);
        _journal.FailNext();
        var items = (await Api.Post("/v1/reservations/batch", """
            {"items":[{"id":"i1","store":"S-trouble","sku":"K-trouble","quantity":1},{"id":"i2","store":"S-calm","sku":"K-calm","quantity":1}]}
            """)).Expect(200)["items"];
        items.EnumerateArray().Select(item => item.GetProperty("status").GetInt32()).Order().ShouldBe([201, 503]);
        items.EnumerateArray().Single(item => item.TryGetProperty("problem", out _)).GetProperty("problem").GetProperty("retryable").GetBoolean().ShouldBeTrue();
    }

    private Task<Heard> Reserve(string id) => Api.Put($"{_path}/reservations/{id}", """{"quantity":2}""");
}
