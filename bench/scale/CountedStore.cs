using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace BeautyGrains.Bench.Scale;

/// <summary>A store of many products, one lot each, in which terminals sell and hold while somebody counts. It knows what lies on each shelf, as a person there sees it.</summary>
internal sealed class CountedStore
{
    public const string Code = "counted";
    private static readonly DateTimeOffset s_opened = new(2026, 1, 5, 2, 0, 0, TimeSpan.Zero);
    private readonly Shelf[] _shelves;

    /// <param name="products">How many.</param>
    public CountedStore(int products) => _shelves = [.. Enumerable.Range(0, products).Select(_ => new Shelf())];

    private sealed class Shelf
    {
        public decimal There = Chain.LotOnHand;
        public int Busy;
    }

    public int Products => _shelves.Length;

    public static string Sku(int product) => string.Create(CultureInfo.InvariantCulture, $"sku-{product:D5}");

    public static string Lot => Chain.LotNo(1);

    /// <summary>Writes the catalogue and a receipt of each product.</summary>
    public async Task Write(Filling filling)
    {
        await filling.Append(filling.Begin(StoreKind.Instance, Code), StoreKind.Instance, s_opened, [new StorePut(Chain.Record)]);
        for (var i = 0; i < Products; i++)
        {
            await filling.Append(filling.Begin(SkuKind.Instance, Sku(i)), SkuKind.Instance, s_opened, [new SkuPut(Chain.Product)]);
            var key = StockKey.Of(Code, Sku(i));
            await filling.Append(filling.Begin(StockKind.Instance, key), StockKind.Instance, s_opened, Chain.Receive(Stock.Empty(key), $"r-{i}", 1, s_opened));
        }
        await filling.Flush();
    }

    /// <summary>One terminal: a sale, or a hold that is given back, every tenth of a second or so, until it is told to stop.</summary>
    /// <param name="took">Gets what each request took, in milliseconds, and when it began.</param>
    public async Task Trade(HttpClient client, int terminal, List<(long At, double Took)> took, CancellationToken until)
    {
        for (var i = 0; !until.IsCancellationRequested; i++)
        {
            // Terminals walk through all products at steps that share no divisor with how many there are.
            var product = (int)((terminal * 157L + i * 1_009L) % Products);
            var path = $"/v1/stores/{Code}/skus/{Sku(product)}";
            var id = string.Create(CultureInfo.InvariantCulture, $"t{terminal}-{Environment.ProcessId}-{i}");
            if (i % 3 == 0) await Sell(client, product, $"{path}/sales/{id}", took);
            else if (i % 3 == 1) await Timed(() => client.PutAsJsonAsync(new Uri($"{path}/reservations/{id}", UriKind.Relative), new { quantity = 1 }, CancellationToken.None), took);
            else await Timed(() => client.GetAsync(new Uri(path, UriKind.Relative), CancellationToken.None), took);
            await Task.Delay(80 + ((terminal * 7 + i * 13) % 40), CancellationToken.None);
        }
    }

    private async Task Sell(HttpClient client, int product, string path, List<(long At, double Took)> took)
    {
        var shelf = _shelves[product];
        lock (shelf) shelf.Busy++;
        await Timed(() => client.PutAsJsonAsync(new Uri(path, UriKind.Relative), new { quantity = 1 }, CancellationToken.None), took);
        lock (shelf)
        {
            shelf.There--;
            shelf.Busy--;
        }
    }

    private static async Task Timed(Func<Task<HttpResponseMessage>> ask, List<(long At, double Took)> took)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await ask();
        if (answer.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.OK)) throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        took.Add((start, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
    }

    /// <summary>What a person sees on a shelf, and when; waits while somebody takes something from it.</summary>
    public async Task<(decimal There, DateTimeOffset At)> Count(int product)
    {
        var shelf = _shelves[product];
        for (; ; await Task.Delay(1))
            lock (shelf)
                if (shelf.Busy == 0) return (shelf.There, DateTimeOffset.UtcNow);
    }

    /// <summary>What the book has to have of a product at the end; nobody trades any more.</summary>
    public decimal There(int product) => _shelves[product].There;

    /// <summary>So many are not there, which the count finds; they are missing from now on.</summary>
    public void Lose(int product, decimal lost)
    {
        lock (_shelves[product]) _shelves[product].There -= lost;
    }
}
