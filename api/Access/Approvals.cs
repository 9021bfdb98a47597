using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Access;

/// <summary>The second person of four eyes, who proves who they are on the same request by a key of their own.</summary>
internal static class Approvals
{
    /// <summary>The header, with the same content as Authorization.</summary>
    public const string Header = "Approver-Authorization";

    /// <summary>The person that the header names, null without the header; or the problem that it names nobody.</summary>
    public static async ValueTask<(Approver? Approver, IResult? Bad)> Approver(this HttpContext http, KeyTable keys)
    {
        var given = http.Request.Headers[Header].ToString();
        if (given.Length == 0) return (null, null);
        return (await keys.Find(given))?.Person is { } person ? (person, null) : (null, Problems.Of(ProblemType.ApproverUnknown));
    }

    /// <summary>The person that the header names, else the one who asks, null where that is none; or the problem with the header. For calls whose sense it is to approve.</summary>
    public static async ValueTask<(Approver? Approver, IResult? Bad)> ApproverOrCaller(this HttpContext http, KeyTable keys)
    {
        var (approver, bad) = await http.Approver(keys);
        return (approver ?? http.Identity().Person, bad);
    }
}
