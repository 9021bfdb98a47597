namespace BeautyGrains.Bench.Compare;

/// <summary>All cases, in the order in which they take turns: what is compared stands side by side.</summary>
internal static class Catalogue
{
    /// <summary>Servers of ours; each has stocks of its own, so that the backlog of batches is nobody else's.</summary>
    public const string Singles = "singles-postgres", Batches = "batches-postgres", Files = "singles-sqlite";

    /// <summary>The cases that are wanted and whose peers are there.</summary>
    public static IReadOnlyList<ICase> Of(House house) =>
        [.. All(house).Where(one => house.Settings.Wants(one.Name) && !house.Settings.MissingPeers.Keys.Any(one.Name.StartsWith))];

    private static IReadOnlyList<ICase> All(House house)
    {
        var settings = house.Settings;
        string[] all = [$"{settings.Grid.Stores}", $"{settings.Grid.Skus}"];
        string[] hot = ["hot"];
        // The ceiling is the host's, whatever it stores in; without the other cases it needs no database.
        var ceiling = settings.Wants("http-postgres") || settings.Wants("availability");
        return
        [
            new PostgresStatement(house, hot: false),
            new ReservationCase(house, "http-postgres-uniform", "ours over HTTP, PostgreSQL, uniform", Singles, true, "reserve.lua", all, 1),
            new ReadCase(house, "nothing", "our host's GET /health/live", ceiling ? Singles : Files, ceiling, "/health/live", Settings.Connections, false),
            new ReservationCase(house, "http-sqlite-uniform", "ours over HTTP, SQLite, uniform", Files, false, "reserve.lua", all, 1),
            new PostgresStatement(house, hot: true),
            new ReservationCase(house, "http-postgres-hot", "ours over HTTP, PostgreSQL, one hot SKU", Singles, true, "reserve.lua", hot, 1),
            new RedisPeer(house),
            new PostgresBatches(house),
            new ReservationCase(
                house, "http-postgres-batch", $"ours over HTTP, PostgreSQL, batches of {Settings.Lines} lines", Batches, true, "batch.lua", [.. all, $"{Settings.Lines}"], Settings.Lines),
            new InProcessCase(house),
            new CallsCase(house, "embedded"),
            new CallsCase(house, "orleans"),
            new PostgresTransaction(house, hot: false),
            new PostgresTransaction(house, hot: true),
            new ReadCase(house, "availability", $"ours: availability of a SKU over {settings.Grid.Stores} stores, 4 connections", Singles, true,
                $"/v1/skus/{Grid.Sku(0)}/availability?source=list", 4, true),
        ];
    }
}
