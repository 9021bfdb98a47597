using System.Net;
using System.Text;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api;

/// <summary>Every problem type is explained at its own address, in both languages.</summary>
internal static class ProblemPages
{
    private static readonly (string Brace, string Meaning)[] s_membersEn =
    [
        ("{available}", "(member 'available': what is free, in the SKU's base unit)"),
        ("'{state}'", "in the member 'state'"),
        ("{state}", "in the state that the member 'state' names"),
        ("'{rule}'", "that the member 'rule' names"),
        ("{lot}", "(member 'lot')"),
    ];

    private static readonly (string Brace, string Meaning)[] s_membersZh =
    [
        ("{available}", "（成员 “available”：可用的数量，以商品基本单位计）"),
        ("“{state}”", "见成员 “state”"),
        ("{state}", "见成员 “state”"),
        ("“{rule}”", "（见成员 “rule”）"),
        ("{lot}", "（成员 “lot”）"),
    ];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/problems", () => Html(List())).ExcludeFromDescription().Open();
        app.MapGet("/problems/{type}", (string type) =>
            ProblemTable.Find(type) is { } row ? Html(One(row)) : Problems.Of(ProblemType.NotFound)).ExcludeFromDescription().Open();
    }

    private static IResult Html(string body) => Results.Content(body, "text/html; charset=utf-8", Encoding.UTF8);

    private static string One(ProblemRow row)
    {
        var (en, zh) = ProblemAdvice.Of(row.Type);
        return Frame(row.Slug, $"""
            <h1>{Safe(row.TitleEn)}</h1><p>{Safe(Named(row.DetailEn, s_membersEn))}</p><p><b>What to do:</b> {Safe(en)}</p>
            <section lang="zh-CN"><h1>{Safe(row.TitleZh)}</h1><p>{Safe(Named(row.DetailZh, s_membersZh))}</p><p><b>如何处理：</b>{Safe(zh)}</p></section>
            <p>HTTP {row.Status} · type <code>{row.Address}</code> · retryable: {(row.Retryable ? "yes / 是" : "no / 否")}</p>
            <p><a href="/problems">All problems / 全部问题类型</a></p>
            """);
    }

    private static string List() => Frame("Problems", $"""
        <h1>Problems / <span lang="zh-CN">问题类型</span></h1>
        <p>What is refused or fails is answered as <code>application/problem+json</code> (RFC 9457) with one of these types. <span lang="zh-CN">被拒绝或失败的请求以下列类型之一答复。</span></p>
        <ul>{string.Concat(ProblemTable.All.Select(row =>
            $"<li><a href=\"{row.Address}\"><code>{row.Slug}</code></a> ({row.Status}): {Safe(row.TitleEn)} / <span lang=\"zh-CN\">{Safe(row.TitleZh)}</span></li>"))}</ul>
        """);

    /// <summary>In an answer the braces are filled in; here they say which member it is.</summary>
    private static string Named(string detail, (string Brace, string Meaning)[] members) =>
        members.Aggregate(detail, (text, member) => text.Replace(member.Brace, member.Meaning, StringComparison.Ordinal));

    private static string Frame(string title, string content) => $$"""
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{Safe(title)}}</title>
        <style>body { font: 1rem/1.5 sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem } h1 { font-size: 1.4rem }</style>
        <body>{{content}}</body></html>
        """;

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
