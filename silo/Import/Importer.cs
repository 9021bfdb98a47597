using System.Text;
using BeautyGrains.Silo.Cli;
using BeautyGrains.Silo.Client;
using BeautyGrains.Silo.Loading;

namespace BeautyGrains.Silo.Import;

/// <summary>An import from file to report: read and check everything first, then send.</summary>
internal sealed class Importer(TextWriter output, TextWriter error)
{
    // More faults than this are counted, not listed: nobody reads on.
    private const int MostListed = 1_000;

    private const string ColumnAdvice = "Fields are separated by comma, semicolon or tab; garbled headers ask for --encoding (gb18030 for files of Chinese Excel).";

    public static readonly string[] Kinds = ["products", "stores", "stock"];

    /// <exception cref="WrongUseException">The file cannot be read.</exception>
    public async Task<ImportPlan> Read(string kind, string file, string encoding, ImportOptions options)
    {
        if (Directory.Exists(file)) throw new WrongUseException($"{Path.GetFullPath(file)} is a folder; name a CSV file in it.");
        if (!File.Exists(file)) throw new WrongUseException($"The file {Path.GetFullPath(file)} does not exist.");
        try
        {
            var (text, found) = FileText.Read(await File.ReadAllBytesAsync(file), encoding);
            var table = CsvTable.Read(text);
            if (table.Headers.Length == 0) throw new WrongUseException($"{file} is empty.");
            await output.WriteLineAsync($"{file}: {table.Rows.Count} rows, {found}.");
            return kind switch
            {
                "products" => ProductImport.Read(table, options),
                "stores" => StoreImport.Read(table, options),
                _ => StockImport.Read(table, options),
            };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"{file} cannot be read: {unreadable.Message}");
        }
        catch (DecoderFallbackException undecodable)
        {
            throw new WrongUseException($"{file} is not {encoding}: {undecodable.Message} Name another with --encoding.");
        }
    }

    /// <summary>Looks for the stores and SKUs that receipts name; a row that names an unknown one is faulty.</summary>
    public static async Task<ImportPlan> CheckNames(ImportPlan plan, BeautyClient client, CancellationToken cancel)
    {
        if (plan.Receipts.Count == 0) return plan;
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        var paths = plan.Receipts.SelectMany(receipt => new[] { StorePath(receipt), SkuPath(receipt) }).Distinct();
        await Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel }, async (path, _) =>
        {
            if ((await client.Get(path, cancel)).IsMissing)
                lock (unknown) unknown.Add(path);
        });
        var faults = new List<RowFault>(plan.Faults);
        foreach (var receipt in plan.Receipts)
        {
            if (unknown.Contains(StorePath(receipt))) faults.Add(new(receipt.Line, "store", $"Store '{receipt.Store}' is unknown."));
            if (unknown.Contains(SkuPath(receipt))) faults.Add(new(receipt.Line, "sku", $"SKU '{receipt.Sku}' is unknown."));
        }
        return plan with
        {
            Faults = faults,
            Receipts = [.. plan.Receipts.Where(receipt => !unknown.Contains(StorePath(receipt)) && !unknown.Contains(SkuPath(receipt)))],
        };
    }

    /// <summary>Tells all faults; true when the import may go on.</summary>
    public async Task<bool> Report(ImportPlan plan, bool skipFaulty)
    {
        if (plan.Ignored.Count > 0) await output.WriteLineAsync($"Columns not used: {string.Join(", ", plan.Ignored)}.");
        if (plan.Faults.Count == 0) return true;
        foreach (var fault in plan.Faults.OrderBy(fault => fault.Line).Take(MostListed)) await error.WriteLineAsync(fault.ToString());
        if (plan.Faults.Count > MostListed) await error.WriteLineAsync($"... and {plan.Faults.Count - MostListed} more.");
        var rows = plan.Faults.Select(fault => fault.Line).Distinct().Count();
        // A fault of the header leaves no row to go on with.
        var header = plan.Faults.Any(fault => fault.Line == 1);
        await error.WriteLineAsync(header ? $"The header does not fit, so nothing was imported. {(plan.Ignored.Count > 0 ? ColumnAdvice : "")}".TrimEnd()
            : skipFaulty ? $"{rows} rows have faults and are skipped."
            : $"{rows} rows have faults; nothing was imported. Mend them, or skip them with --skip-faulty.");
        return skipFaulty && !header;
    }

    public async Task<Tally> Load(ImportPlan plan, Loader loader, CancellationToken cancel)
    {
        var tally = new Tally();
        if (plan.Records.Count > 0) tally.Add(await loader.Records("Records", plan.Records, cancel));
        if (plan.Receipts.Count > 0) tally.Add(await loader.Receipts("Receipts", plan.Receipts, cancel));
        foreach (var (line, label, why) in tally.Refusals) await error.WriteLineAsync($"line {line}, {label}: {why}");
        return tally;
    }

    private static string StorePath(ReceiptItem receipt) => "/v1/stores/" + receipt.Store;

    private static string SkuPath(ReceiptItem receipt) => "/v1/skus/" + receipt.Sku;
}
