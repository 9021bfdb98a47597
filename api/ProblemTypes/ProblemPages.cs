using System.Net;
using System.Text;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api;

/// <summary>Every problem type is explained at its own address, in both languages.</summary>
internal static class ProblemPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/problems", () => Html(List())).ExcludeFromDescription().Open();
        app.MapGet("/problems/{type}", (string type) =>
            ProblemTable.Find(type) is { } row ? Html(One(row)) : Problems.Of(ProblemType.NotFound)).ExcludeFromDescription().Open();
    }

    private static IResult Html(string body) => Results.Content(body, "text/html; charset=utf-8", Encoding.UTF8);

    private static string One(ProblemRow row) => Frame(row.Slug, $"""
        <h1>{Safe(row.TitleEn)}</h1><p>{Safe(row.DetailEn)}</p>
        <h1 lang="zh-CN">{Safe(row.TitleZh)}</h1><p lang="zh-CN">{Safe(row.DetailZh)}</p>
        <p>HTTP {row.Status} · type <code>{row.Address}</code> · retryable: {(row.Retryable ? "yes / 是" : "no / 否")}</p>
        """);

    private static string List() => Frame("Problems", "<ul>" + string.Concat(ProblemTable.All.Select(row =>
        $"<li><a href=\"{row.Address}\"><code>{row.Slug}</code></a> ({row.Status}): {Safe(row.TitleEn)} / <span lang=\"zh-CN\">{Safe(row.TitleZh)}</span></li>")) + "</ul>");

    private static string Frame(string title, string content) =>
        $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{Safe(title)}</title><body>{content}</body></html>";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
