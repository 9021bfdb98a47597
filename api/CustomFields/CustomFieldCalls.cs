using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;

namespace BeautyGrains.Api.CustomFields;

/// <summary>A field that the chain adds.</summary>
/// <param name="Name">In English.</param>
/// <param name="NameZh">In Chinese.</param>
/// <param name="Type">text, number, date, yes-no, choice or checklist.</param>
/// <param name="Unit">Of a number.</param>
/// <param name="Decimals">Of a number, which needs it: 0 to 6.</param>
/// <param name="Required">Values are put only together with it; of a checklist all lines must be ticked.</param>
/// <param name="Choices">Of a choice or checklist, which needs them: 1 to 100.</param>
/// <param name="ValidFrom">The first day.</param>
/// <param name="ValidThrough">The last day; absent for no end.</param>
internal sealed record CustomFieldBody(
    [property: Needed] string? Name, [property: Needed] string? NameZh, [property: Needed] string? Type, string? Unit, int? Decimals, bool? Required, IReadOnlyList<FieldChoiceBody?>? Choices,
    [property: Needed] string? ValidFrom, string? ValidThrough)
{
    public FieldDefinition ToDefinition(FieldTarget target, string id, Check check)
    {
        if (ValidFrom is null) check.Add("validFrom", "required");
        var field = new FieldDefinition(
            target, id, Name!, NameZh!, check.Word<FieldType>("type", Type), Unit, Decimals, Required ?? false,
            [.. check.OptionalList("choices", Choices, FieldForm.MaxChoices).Select(choice => new FieldChoice(choice.Id!, choice.Name!, choice.NameZh!))],
            check.Day("validFrom", ValidFrom) ?? default, check.Day("validThrough", ValidThrough));
        // What depends on the type is no rule of its own while that is unknown.
        foreach (var (name, rule) in FieldForm.Check(field))
            if (!check.Names(name) && !(check.Names("type") && rule is "not-with-this-type" or "required" && name is "unit" or "decimals" or "choices")) check.Add(name, rule);
        return field;
    }
}

/// <summary>A choice, or a line of a checklist.</summary>
internal sealed record FieldChoiceBody([property: Needed] string? Id, [property: Needed] string? Name, [property: Needed] string? NameZh);

/// <summary>All fields, by target and id.</summary>
internal sealed record CustomFieldList(IReadOnlyList<FieldDefinition> Items, long Version);

/// <summary>Defines a field.</summary>
internal static class PutCustomField
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/custom-fields/{target}/{id}", Handle)
        .Operation("PutCustomField").Describe("custom-fields", "Define a field of masters or documents, or define it anew").Takes<CustomFieldBody>().Gives<FieldDefinition>();

    private static async Task<IResult> Handle(string target, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.CustomFieldBody);
        if (bad is not null) return bad;
        var check = new Check();
        var field = body.ToDefinition(check.Word<FieldTarget>("target", target), id, check);
        if (check.Failed) return Problems.Of(check);
        return Reply.Post(http, await grains.GetGrain<ICustomFieldsGrain>(ICustomFieldsGrain.Key).Put(new(field, http.Caller())), Wire.Json.FieldDefinition);
    }
}

/// <summary>All fields.</summary>
internal static class ListCustomFields
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/custom-fields", Handle)
        .Operation("ListCustomFields").Describe("custom-fields", "All fields of masters and documents, ended ones too").Gives<CustomFieldList>();

    private static async Task<IResult> Handle(string? target, HttpContext http, IGrainFactory grains)
    {
        var check = new Check();
        var of = check.OptionalWord<FieldTarget>("target", target);
        if (check.Failed) return Problems.Of(check);
        var table = await grains.GetGrain<ICustomFieldsGrain>(ICustomFieldsGrain.Key).GetAll();
        return Reply.Ok(new CustomFieldList([.. table.Fields.Where(field => of is null || field.Target == of)], table.Version), Wire.Json.CustomFieldList);
    }
}
