using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Budgets;

/// <summary>Commitments outside purchase orders, which make their own: rent of a device, goods bought in cash. Their references are "manual:ID".</summary>
internal static class Commitments
{
    private const string Path = BudgetPath.Path + "/commitments/{id}";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Commit)
            .Operation("CommitBudget").Describe("budgets", "Commit an amount, or refuse; a second person may let it pass the budget").Takes<CommitmentBody>().Puts<CommitmentView>();
        v1.MapGet(Path, Get).Operation("GetCommitment").Describe("budgets", "A commitment").Gives<CommitmentView>();
        v1.MapPost(Path + "/release", Release).Operation("ReleaseCommitment").Describe("budgets", "Give back what a commitment has left").Gives<CommitmentView>();
        v1.MapPut(Path + "/payments/{payment}", Spend).Operation("SpendCommitment").Describe("budgets", "Spend from a commitment").Takes<PaymentBody>().Puts<CommitmentView>();
    }

    private static async Task<IResult> Commit(string store, string month, string category, string id, HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.CommitmentBody);
        if (bad is not null) return bad;
        var check = new Check();
        var amount = body.ToMoney(check);
        if (check.Failed) return Problems.Of(check);
        var key = BudgetPath.KeyOf(store, month, category, check);
        if (check.Failed) return Problems.Of(check);
        var (approver, nobody) = await http.Approver(keys);
        if (nobody is not null) return nobody;
        if (await BudgetPath.Unknown(store, http, grains) is { } unknown) return unknown;
        var by = http.Caller();
        return Reply.Put(http, await grains.BudgetOf(key).Commit(new(ReferenceOf(id), amount, null, approver, [by.Actor], by)), Wire.Json.CommitmentView, it => it.Version);
    }

    private static async Task<IResult> Get(string store, string month, string category, string id, HttpContext http, IGrainFactory grains)
    {
        var check = new Check();
        var key = BudgetPath.KeyOf(store, month, category, check);
        return check.Failed ? Problems.Of(check)
            : Reply.Get(await grains.BudgetOf(key).GetCommitment(ReferenceOf(id)), http, Wire.Json.CommitmentView, it => it.Version, timeMatters: true);
    }

    private static async Task<IResult> Release(string store, string month, string category, string id, HttpContext http, IGrainFactory grains)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var check = new Check();
        var key = BudgetPath.KeyOf(store, month, category, check);
        if (check.Failed) return Problems.Of(check);
        // Callers of the grain may bar what is still on its way to it; a person who names what there is not has mistaken the id.
        var budget = grains.BudgetOf(key);
        if ((await budget.GetCommitment(ReferenceOf(id))).Refusal is { } refusal) return Problems.From(refusal, http);
        return Reply.Post(http, await budget.Release(new(ReferenceOf(id), http.Caller())), Wire.Json.CommitmentView);
    }

    private static async Task<IResult> Spend(string store, string month, string category, string id, string payment, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PaymentBody);
        if (bad is not null) return bad;
        var check = new Check();
        var amount = body.ToMoney(check);
        if (check.Failed) return Problems.Of(check);
        var key = BudgetPath.KeyOf(store, month, category, check);
        if (check.Failed) return Problems.Of(check);
        if (await BudgetPath.Unknown(store, http, grains) is { } unknown) return unknown;
        return Reply.Put(http, await grains.BudgetOf(key).Spend(new(ReferenceOf(id), payment, amount, http.Caller())), Wire.Json.CommitmentView, it => it.Version);
    }

    private static string ReferenceOf(string id) => $"manual:{id}";
}
