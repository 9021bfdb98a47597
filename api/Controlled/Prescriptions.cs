using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;

namespace BeautyGrains.Api.Controlled;

/// <summary>A prescription.</summary>
/// <param name="Quantity">Base units that may be dispensed.</param>
/// <param name="Dose">Of their content; absent where it does not say.</param>
/// <param name="ValidThrough">The last day; that of issue when absent.</param>
/// <param name="Document">Id of the kept document.</param>
internal sealed record PrescriptionBody(
    [property: Needed] string? Prescriber, [property: Needed] string? Client, [property: Needed] string? Sku, [property: Needed] Num Quantity, Num Dose, [property: Needed] string? IssuedOn, string? ValidThrough, string? Document)
{
    public PrescriptionRecord ToRecord(Check check)
    {
        var issuedOn = check.Day("issuedOn", IssuedOn);
        if (IssuedOn is null) check.Add("issuedOn", "required");
        var record = new PrescriptionRecord(
            check.Text("prescriber", Prescriber, 200), check.Id("client", Client), check.Id("sku", Sku), check.Quantity("quantity", Quantity), check.OptionalQuantity("dose", Dose), issuedOn ?? default,
            check.Day("validThrough", ValidThrough) ?? issuedOn ?? default, check.OptionalId("document", Document));
        if (issuedOn is not null && !check.Names("validThrough"))
            foreach (var (field, rule) in ControlledForm.Check(record))
                if (!check.Names(field)) check.Add(field, rule);
        return record;
    }
}

/// <summary>Why a prescription ends.</summary>
internal sealed record VoidPrescriptionBody([property: Needed] string? Reason);

/// <summary>Prescriptions of controlled goods.</summary>
internal static class Prescriptions
{
    private const string Path = "/prescriptions/{number}";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Put).Operation("PutPrescription").Describe("controlled", "Write a prescription down; it never changes").Takes<PrescriptionBody>().Puts<PrescriptionView>();
        v1.MapGet(Path, Get).Operation("GetPrescription").Describe("controlled", "A prescription: what it says, what was dispensed, what is left").Gives<PrescriptionView>();
        v1.MapPost($"{Path}/void", Void).Operation("VoidPrescription").Describe("controlled", "End a prescription").Takes<VoidPrescriptionBody>().Gives<PrescriptionView>();
    }

    private static async Task<IResult> Put(string number, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PrescriptionBody);
        if (bad is not null) return bad;
        var check = new Check();
        var record = body.ToRecord(check);
        return check.Failed ? Problems.Of(check) : Reply.Put(http, await grains.GetGrain<IPrescriptionGrain>(number).Put(new(record, http.Caller())), Wire.Json.PrescriptionView, view => view.Version);
    }

    private static async Task<IResult> Get(string number, HttpContext http, IGrainFactory grains) =>
        Reply.Get(await grains.GetGrain<IPrescriptionGrain>(number).Get(), http, Wire.Json.PrescriptionView, view => view.Version);

    private static async Task<IResult> Void(string number, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.VoidPrescriptionBody);
        if (bad is not null) return bad;
        var check = new Check();
        var reason = check.Text("reason", body.Reason);
        return check.Failed ? Problems.Of(check) : Reply.Post(http, await grains.GetGrain<IPrescriptionGrain>(number).Void(new(reason, http.Caller())), Wire.Json.PrescriptionView);
    }
}
