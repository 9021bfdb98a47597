using System.Net;
using System.Text;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Scans;
using BeautyGrains.Codes;
using BeautyGrains.ReadModels.Search;
using BeautyGrains.ReadModels.Trace;

namespace BeautyGrains.Api.Units;

/// <summary>What anybody is told of a unit: nothing of clients or stores.</summary>
/// <param name="Result">genuine, sold, recalled, withdrawn or unknown.</param>
internal sealed record VerifiedUnit(UnitStanding Result, string? Name, string? NameZh, string? Brand, string? Serial);

/// <summary>The public verification page: is the unit with this code genuine? Open, without a script, asked so many times a minute.</summary>
internal static class VerifyPage
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/verify", Handle).ExcludeFromDescription().Open();
        app.MapGet("/verify/{**code}", Handle).ExcludeFromDescription().Open();
    }

    private static async Task<IResult> Handle(string? code, HttpContext http, IGrainFactory grains, IProductCodes products, ITraces traces, VerifyRate rate, TimeProvider clock)
    {
        var asJson = http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Accept";
        // Asking for the empty form costs nothing.
        if (code is null) return asJson ? Reply.Ok(Unknown(null), Wire.Json.VerifiedUnit) : Html(Frame(""));
        if (!rate.Allows(http.Connection.RemoteIpAddress))
        {
            http.Response.Headers.RetryAfter = "60";
            return Results.Text("Too many questions; ask again in a minute. 查询过于频繁，请一分钟后再试。", "text/plain; charset=utf-8", Encoding.UTF8, StatusCodes.Status429TooManyRequests);
        }
        var unit = await Find(code, grains, products, traces, clock, http.RequestAborted);
        return asJson ? Reply.Ok(unit, Wire.Json.VerifiedUnit) : Html(Frame(Answer(unit)));
    }

    private static async Task<VerifiedUnit> Find(string code, IGrainFactory grains, IProductCodes products, ITraces traces, TimeProvider clock, CancellationToken cancel)
    {
        if (code.Length > Limits.MaxScan) return Unknown(null);
        var read = CodeReader.Read(code, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (read.Faults.Any() || read.Serial is not { Length: > 0 and <= Limits.MaxSerial } serial) return Unknown(null);
        var carriers = ReadScan.Carriers(read, await products.Find(ReadScan.Keys(read), cancel));
        if (carriers is not [var one] || await grains.GetGrain<ISkuGrain>(one.Sku).Get() is not { Record.Serialised: true } product) return Unknown(serial);
        var standing = (await UnitLook.Of(grains, traces, one.Sku, serial, cancel)).Standing;
        return standing == UnitStanding.Unknown ? Unknown(serial) : new(standing, product.Record.Name, product.Record.NameZh, product.Record.Brand, serial);
    }

    private static VerifiedUnit Unknown(string? serial) => new(UnitStanding.Unknown, null, null, null, serial);

    private static string Answer(VerifiedUnit it)
    {
        var (en, zh) = it.Result switch
        {
            UnitStanding.Genuine => ("Genuine: this unit is known and has not been sold yet.", "正品：该单品已登记，尚未售出。"),
            UnitStanding.Sold => ("Genuine and sold: this unit was sold or used once. If you have just bought it as new, ask where you bought it.", "正品，已售出：该单品已售出或使用。如您刚购入全新品，请向购买处核实。"),
            UnitStanding.Recalled => ("Recalled: do not use this unit. Ask where you got it.", "已召回：请勿使用，并联系购买处。"),
            UnitStanding.Withdrawn => ("Withdrawn: this unit was taken out of sale and should not be offered.", "已下架：该单品已退出销售，不应再出售。"),
            _ => ("Unknown: no unit with this code is known.", "未知：没有该编码的单品记录。"),
        };
        var name = string.Join(' ', new[] { it.Brand, it.NameZh, it.Name }.Where(text => !string.IsNullOrEmpty(text)));
        return $"<section class=\"{it.Result}\"><p><b lang=\"zh-CN\">{zh}</b></p><p><b lang=\"en\">{en}</b></p>{(name.Length == 0 ? "" : $"<p>{Safe(name)}</p>")}{(it.Serial is null ? "" : $"<p><code>{Safe(it.Serial)}</code></p>")}</section>";
    }

    private static string Frame(string content) => $$"""
        <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>正品查询 Verify</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}input{width:100%;font:inherit;padding:.5rem;box-sizing:border-box}section{border:2px solid #888;padding:0 1rem;margin:1rem 0}.Genuine{border-color:#087f3f}.Recalled,.Withdrawn{border-color:#b00020}</style></head>
        <body><h1>正品查询 <span lang="en">Verify</span></h1>{{content}}
        <form method="get" action="/verify"><label>扫描或输入包装上的编码 <span lang="en">Scan or type the code on the pack</span><input name="code" maxlength="1000" required></label><p><button>查询 <span lang="en">Check</span></button></p></form></body></html>
        """;

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static IResult Html(string page) => Results.Text(page, "text/html; charset=utf-8", Encoding.UTF8);
}
