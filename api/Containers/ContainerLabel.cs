using System.Globalization;
using System.Net;
using System.Text;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using NodaTime;
using QRCoder;

namespace BeautyGrains.Api.Containers;

/// <summary>What stands on the label of an open container. Times are the store's, to the minute. No name of a client ever stands on it.</summary>
/// <param name="Name">Of the product; <paramref name="NameZh"/> its Chinese one.</param>
/// <param name="ExpiresOn">Of the sealed lot, as it was printed.</param>
/// <param name="UseBy">"2026-06-28 18:00": at that time it is used no more; absent for never.</param>
/// <param name="Content">When it was opened, with its unit.</param>
/// <param name="Client">The number of the client that it is bound to.</param>
/// <param name="Code">What the QR code says: "container:STORE/SKU/ID".</param>
internal sealed record ContainerLabel(
    string Store,
    string StoreName,
    string Sku,
    string Name,
    string? NameZh,
    string Container,
    string LotNo,
    string? ExpiresOn,
    string OpenedAt,
    string OpenedBy,
    string? ReconstitutedAt,
    string? Diluent,
    string? UseBy,
    string Content,
    SharingRule Sharing,
    string? Client,
    string Code)
{
    public static ContainerLabel Of(ContainerView it, SkuRecord sku, StoreRecord store, Expiry? expiry) => new(
        it.Store, store.Name, it.Sku, sku.Name, sku.NameZh, it.Id, it.LotNo, expiry?.Printed, Local(it.OpenedAt, store), it.OpenedBy,
        it.ReconstitutedAt is { } at ? Local(at, store) : null, Joined(it.DiluentSku, it.DiluentLot), it.UseBy is { } end ? Local(end, store) : null,
        string.Create(CultureInfo.InvariantCulture, $"{PlainDecimalConverter.Plain(it.Content)} {it.Unit}"), it.Sharing, it.Client, $"container:{it.Store}/{it.Sku}/{it.Id}");

    private static string Local(DateTimeOffset at, StoreRecord store) =>
        Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[store.TimeZone]).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string? Joined(string? sku, string? lot) => sku is null && lot is null ? null : string.Join(' ', new[] { sku, lot }.OfType<string>());

    /// <summary>The label as a picture, 60 by 40 mm.</summary>
    public string ToSvg()
    {
        var svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60mm\" height=\"40mm\" viewBox=\"0 0 600 400\" font-family=\"Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif\">");
        svg.Append("<rect width=\"600\" height=\"400\" fill=\"#fff\"/>");
        var y = 34;
        foreach (var (text, size) in Lines())
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"16\" y=\"{y}\" font-size=\"{size}\">{WebUtility.HtmlEncode(text)}</text>");
            y += size + 10;
        }
        Draw(svg, 440, 250, 144);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>The label as a page to be printed.</summary>
    public string ToHtml() =>
        $"<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(Container)}</title><style>@page{{size:60mm 40mm;margin:0}}body{{margin:0}}svg{{display:block}}</style></head><body>{ToSvg()}</body></html>";

    private IEnumerable<(string Text, int Size)> Lines()
    {
        yield return (Short(NameZh is null ? Name : $"{NameZh} {Name}", 30), 26);
        yield return ($"批号 Lot {LotNo}{(ExpiresOn is null ? "" : $"  效期 Exp {ExpiresOn}")}", 20);
        yield return ($"开封 Opened {OpenedAt}  {OpenedBy}", 20);
        if (ReconstitutedAt is not null) yield return ($"配制 Reconstituted {ReconstitutedAt} {Short(Diluent ?? "", 24)}".TrimEnd(), 20);
        yield return ($"使用期限 Use by {UseBy ?? "–"}", 28);
        yield return ($"含量 Content {Content}", 20);
        yield return (Sharing switch
        {
            SharingRule.ManyClients => "可多人使用 Many clients",
            SharingRule.OneClient => $"仅限一位客户 One client{(Client is null ? "" : " " + Client)}",
            _ => $"一次性使用 Single use{(Client is null ? "" : " " + Client)}",
        }, 20);
        yield return (Short($"{StoreName}  {Container}", 34), 18);
    }

    private static string Short(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    private void Draw(StringBuilder svg, int left, int top, int size)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(Code, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        var each = size / (double)modules.Count;
        svg.Append(CultureInfo.InvariantCulture, $"<path transform=\"translate({left} {top}) scale({each:0.####})\" shape-rendering=\"crispEdges\" d=\"");
        for (var row = 0; row < modules.Count; row++)
            for (var column = 0; column < modules[row].Count; column++)
                if (modules[row][column]) svg.Append(CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z");
        svg.Append("\"/>");
    }
}

/// <summary>Labels of open containers: as data, as a picture, as a page to be printed.</summary>
internal static class ContainerLabels
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapGet("/containers/{id}/label", Handle)
        .Operation("GetContainerLabel").Describe("containers", "The label of an open container").Gives<ContainerLabel>();

    private static async Task<IResult> Handle(string store, string sku, string id, string? format, HttpContext http, IGrainFactory grains)
    {
        var check = new Check();
        if (format is not (null or "json" or "svg" or "html")) check.Add("format", "must-be-one-of:json,svg,html");
        if (check.Failed) return Problems.Of(check);
        var stock = grains.GetGrain<IStockGrain>(StockKey.Of(store, sku));
        var answer = await stock.GetContainer(id);
        if (answer.Refusal is { } refusal) return Problems.From(refusal, http);
        var product = await grains.GetGrain<ISkuGrain>(sku).Get();
        var place = await grains.GetGrain<IStoreGrain>(store).Get();
        if (product is null || place is null) return Problems.From(new(RefusalKind.UnknownSku), http);
        var expiry = (await stock.Get())?.Lots.FirstOrDefault(lot => lot.Lot == answer.Value!.Lot)?.Expiry;
        var label = ContainerLabel.Of(answer.Value!, product.Record, place.Record, expiry);
        if (format is null or "json") return Reply.Ok(label, Wire.Json.ContainerLabel);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return format == "svg" ? Results.Text(label.ToSvg(), "image/svg+xml; charset=utf-8", Encoding.UTF8) : Results.Text(label.ToHtml(), "text/html; charset=utf-8", Encoding.UTF8);
    }
}
