using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Recalls;

/// <summary>All recalls by id; there are few, so that each is asked.</summary>
internal static class ListRecalls
{
    private const int Most = 500;
    private const int Usual = 100;

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/recalls", Handle).Operation("ListRecalls").Describe("recalls", "Recalls by id, each as it was last written").Gives<RecallPage>();
        v1.MapGet("/recalls/{id}/clients", Clients).Operation("ListRecallClients").Describe("recalls", "Who got recalled goods, with what is to be done about them").Gives<RecallClientPage>();
    }

    private static async Task<IResult> Handle(string? sku, string? state, string? cursor, string? limit, HttpContext http, IGrainFactory grains, StreamDirectory directory)
    {
        var check = new Check();
        var (ofSku, inState) = (check.OptionalId("sku", sku), check.OptionalWord<RecallState>("state", state));
        var (most, after) = (check.WholeFilter("limit", limit, 1, Most) ?? Usual, check.OptionalId("cursor", cursor));
        if (check.Failed) return Problems.Of(check);
        var (items, more) = (new List<RecallView>(), false);
        await foreach (var id in directory.All(RecallKind.Instance.Category, http.RequestAborted))
        {
            if (after is not null && string.CompareOrdinal(id, after) <= 0) continue;
            if ((await grains.GetGrain<IRecallGrain>(id).Get()).Value is not { } recall || (ofSku is not null && recall.Sku != ofSku) || (inState is not null && recall.State != inState)) continue;
            more = items.Count == most;
            if (more) break;
            items.Add(recall);
        }

        return Reply.Ok(new RecallPage(items, more ? items[^1].Id : null), Wire.Json.RecallPage);
    }

    private static async Task<IResult> Clients(string id, string? open, string? cursor, string? limit, HttpContext http, IGrainFactory grains)
    {
        var check = new Check();
        var (isOpen, most, after) = (check.Flag("open", open), check.WholeFilter("limit", limit, 1, Most) ?? Usual, check.OptionalId("cursor", cursor));
        if (check.Failed) return Problems.Of(check);
        var recall = grains.GetGrain<IRecallGrain>(id);
        if ((await recall.Follow()).Refusal is { } refusal) return Problems.From(refusal, http);
        var (items, stores) = (new List<RecallClient>(), Filters.StoresOf(http, null));
        var place = after ?? "";
        while (await recall.GetClients(place, Most) is { Length: > 0 } page)
        {
            foreach (var client in page.Where(client => Wanted(client, isOpen, stores)))
            {
                if (items.Count == most) return Reply.Ok(new RecallClientPage(items, items[^1].Client), Wire.Json.RecallClientPage);
                items.Add(client);
            }

            place = page[^1].Client;
        }

        return Reply.Ok(new RecallClientPage(items, null), Wire.Json.RecallClientPage);
    }

    private static bool Wanted(RecallClient client, bool? open, IReadOnlyCollection<string>? stores) =>
        (open is null || open == (IsOpen(client.Notify) || IsOpen(client.Recover))) && (stores is null || client.Stores.Any(store => stores.Contains(store)));

    private static bool IsOpen(RecallTaskView task) => task.State is RecallTaskState.Open or RecallTaskState.Taken;
}
