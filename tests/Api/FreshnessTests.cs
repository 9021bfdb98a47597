using BeautyGrains.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Api.Tests;

/// <summary>Lists and the tailer that they follow.</summary>
public sealed class FreshnessTests
{
    [Fact]
    public async Task A_list_waits_for_what_was_written_before_it_was_asked_for_but_no_longer_than_half_a_second()
    {
        var (clock, gate) = (new ManualClock(), new Gate());
        await using var server = await ApiServer.Start(clock, configure: services => services.AddSingleton(new ReadModelSettings { Options = new() { Faults = gate } }));
        // A server cannot stop while its tailer is held back: opened before it is told to, so that what failed is what is told.
        using var opened = gate;
        await Put(server.Admin, "FIRST");
        await Until(async () => (await server.Admin.Get("/v1/skus")).Status == 200);

        gate.Close();
        await Put(server.Admin, "SECOND");
        await gate.Reached;
        var waits = server.Admin.Get("/v1/skus");
        // Nothing but an answer that did not wait can come in this time.
        (await Task.WhenAny(waits, Task.Delay(300))).ShouldNotBe(waits);
        gate.Open();
        var answer = (await waits).Expect(200);
        Codes(answer).ShouldBe(["FIRST", "SECOND"]);

        gate.Close();
        await Put(server.Admin, "THIRD");
        var givesUp = server.Admin.Get("/v1/skus");
        await Until(() =>
        {
            clock.Advance(Freshness.Longest);
            return Task.FromResult(givesUp.IsCompleted);
        });
        gate.Open();
        Codes((await givesUp).Expect(200)).ShouldBe(["FIRST", "SECOND"]);
        (await givesUp)["asOf"].ToString().ShouldBe(answer["asOf"].ToString());
        Codes((await server.Admin.Get("/v1/skus")).Expect(200)).ShouldBe(["FIRST", "SECOND", "THIRD"]);
    }

    private static async Task Put(Api api, string sku) => (await api.Put($"/v1/skus/{sku}", """{"name":"Product","unit":"piece"}""")).Expect(201);

    private static IEnumerable<string> Codes(Heard heard) => heard["items"].EnumerateArray().Select(item => item.GetProperty("sku").GetString()!);

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await holds()) await Task.Delay(20, patience.Token);
    }

    /// <summary>Holds the products' tailer back before it commits.</summary>
    private sealed class Gate : ReadModelFaults, IDisposable
    {
        private volatile TaskCompletionSource? _closed;
        private volatile TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Close()
        {
            _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public void Open()
        {
            var closed = _closed;
            _closed = null;
            closed?.SetResult();
        }

        public void Dispose() => Open();

        public override async ValueTask BeforeCommit(string model)
        {
            if (model != ProductModel.Instance.Name || _closed is not { } closed) return;
            _reached.TrySetResult();
            await closed.Task;
        }
    }
}
