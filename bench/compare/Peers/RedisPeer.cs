using System.Globalization;

namespace BeautyGrains.Bench.Compare;

/// <summary>
/// Redis with its append-only file synced before every answer, and the usual script: check what is available, take it, keep the reservation with its
/// time to live. One command on its way for each connection, from Redis's own load generator.
/// </summary>
internal sealed class RedisPeer(House house) : ICase, IAsyncDisposable
{
    private const long Plenty = 300_000_000;
    private const double MostRepeated = 0.99;
    private const double Guess = 5_000;
    private const string Stock = "stock:hot";

    private const string Script = """
        local left = redis.call('HGET', KEYS[1], 'available')
        if not left or tonumber(left) < tonumber(ARGV[1]) then return 0 end
        if not redis.call('SET', KEYS[2], ARGV[1], 'EX', ARGV[2], 'NX') then return 1 end
        redis.call('HINCRBY', KEYS[1], 'available', -ARGV[1])
        redis.call('HINCRBY', KEYS[1], 'reserved', ARGV[1])
        return 1
        """;

    private readonly int _port = Child.FreePort();
    private Child? _child;
    private string _script = "";
    private double _perSecond = Guess;

    public string Name => "redis-hot";

    public string What => "Redis, AOF always, script, unpipelined, one hot key";

    public string Unit => "reservations/s";

    public bool UsesPostgres => false;

    public async Task Start()
    {
        var folder = Directory.CreateDirectory(house.Settings.At("redis")).FullName;
        _child = Child.Start(house.Settings.At("redis.log"), null,
            "redis-server", "--port", $"{_port}", "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes", "--appendfsync", "always", "--save", "",
            "--logfile", house.Settings.At("redis-server.log"));
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var left = 200; left > 0 && !await Answers(); left--) await looks.WaitForNextTickAsync();
        await Ask("HSET", Stock, "available", $"{Plenty}", "reserved", "0");
        _script = await Ask("SCRIPT", "LOAD", Script);
        _perSecond = (await Load(1)).PerSecond;
    }

    public async Task<Measured> Turn(int seconds, string run)
    {
        var measured = await Measured.During(() => Load(seconds), ("redis", _child!.Id));
        _perSecond = measured.Load.PerSecond;
        return measured;
    }

    public ValueTask DisposeAsync() => _child?.DisposeAsync() ?? ValueTask.CompletedTask;

    // Its load generator takes a number of requests, not a time: as many as the turn before would have done.
    private async Task<LoadResult> Load(int seconds)
    {
        var before = await Reserved();
        var many = Math.Max(1, (long)(_perSecond * seconds));
        var csv = await Child.Run(house.Settings.At("redis.log"), null,
            "redis-benchmark", "-h", "127.0.0.1", "-p", $"{_port}", "-c", $"{Settings.Connections}", "-n", $"{many}", "-r", $"{int.MaxValue}", "--precision", "3", "--csv",
            "EVALSHA", _script, "2", Stock, "reservation:__rand_int__", "1", "3600");
        // "test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms","max_latency_ms"
        var fields = csv.Trim().Split('\n')[^1].Split("\",\"").Select(field => field.Trim('"')).ToArray();
        // Its ids are dice of 31 bits, of which some fall twice and are answered without a second reservation; anything beyond that is a fault.
        var reserved = await Reserved() - before;
        var errors = reserved < many * MostRepeated ? many - reserved : 0;
        return new(reserved, many / Number(fields[1]), errors, Number(fields[4]), Number(fields[6]), Number(fields[7]));
    }

    private async Task<long> Reserved() => long.Parse(await Ask("HGET", Stock, "reserved"), CultureInfo.InvariantCulture);

    private async Task<bool> Answers()
    {
        try
        {
            return await Ask("PING") == "PONG";
        }
        catch (TroubleException)
        {
            return false;
        }
    }

    private async Task<string> Ask(params string[] command) =>
        (await Child.Run(house.Settings.At("redis.log"), null, ["redis-cli", "-h", "127.0.0.1", "-p", $"{_port}", .. command])).Trim();

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
