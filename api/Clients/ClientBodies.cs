using System.Net.Mail;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Clients;

/// <summary>A new file.</summary>
/// <param name="Holder">Number of the account holder whose phone this file uses too.</param>
/// <param name="Guardian">Number of whoever answers for a minor.</param>
internal sealed record RegisterClientBody(
    [property: Needed] ClientProfileBody? Profile, ClientCareBody? Care, string? Holder, string? Guardian, IReadOnlyList<string?>? Tags)
{
    public ClientDraft ToDraft(Check check, PhoneReader phones, DateOnly today) => new(
        ClientProfileBody.Of(Profile, check, phones, today), Care?.ToCare(check, "care.", today), check.OptionalId("holder", Holder), check.OptionalId("guardian", Guardian), ClientDraft.TagsOf(Tags, check));
}

/// <summary>Who they are, replaced whole.</summary>
internal sealed record ChangeClientBody([property: Needed] ClientProfileBody? Profile, string? Holder, string? Guardian, IReadOnlyList<string?>? Tags)
{
    public ClientDraft ToDraft(Check check, PhoneReader phones, DateOnly today) => new(
        ClientProfileBody.Of(Profile, check, phones, today), null, check.OptionalId("holder", Holder), check.OptionalId("guardian", Guardian), ClientDraft.TagsOf(Tags, check));
}

/// <summary>Who they are.</summary>
/// <param name="Gender">female, male or other.</param>
/// <param name="Phone">With its country's code, or as it is dialled in the chain's country.</param>
/// <param name="SkinType">dry, oily, combination, normal or sensitive.</param>
/// <param name="Language">Of messages: zh-CN or en.</param>
internal sealed record ClientProfileBody(
    [property: Needed] string? Name, string? Gender, string? Phone, string? Birthday, string? SkinType, string? Email, string? Address, string? Preferences, string? Language)
{
    private static readonly string[] s_genders = ["female", "male", "other"];
    private static readonly string[] s_skins = ["dry", "oily", "combination", "normal", "sensitive"];
    private static readonly string[] s_languages = ["zh-CN", "en"];

    public static ClientProfile Of(ClientProfileBody? body, Check check, PhoneReader phones, DateOnly today)
    {
        if (body is null)
        {
            check.Add("profile", "required");
            return new("", null, null, null, null, null, null, null, null);
        }
        var birthday = check.Day("profile.birthday", body.Birthday);
        if (birthday > today) check.Add("profile.birthday", "must-not-be-later-than-today");
        if (birthday < new DateOnly(1900, 1, 1)) check.Add("profile.birthday", "must-not-be-before-1900");
        return new(
            check.Text("profile.name", body.Name, 100).Trim(), OneOf(check, "profile.gender", body.Gender, s_genders), PhoneOf(check, body.Phone, phones), birthday,
            OneOf(check, "profile.skinType", body.SkinType, s_skins), EmailOf(check, body.Email), check.OptionalText("profile.address", body.Address),
            check.OptionalText("profile.preferences", body.Preferences), OneOf(check, "profile.language", body.Language, s_languages));
    }

    private static string? PhoneOf(Check check, string? given, PhoneReader phones)
    {
        if (given is null) return null;
        var phone = phones.Read(given);
        if (phone is null) check.Add("profile.phone", "must-be-a-phone-number");
        return phone;
    }

    private static string? EmailOf(Check check, string? given)
    {
        if (given is null || (given.Length <= 254 && MailAddress.TryCreate(given, out var address) && address.Address == given)) return given;
        check.Add("profile.email", "must-be-an-email-address");
        return null;
    }

    private static string? OneOf(Check check, string field, string? given, string[] words)
    {
        if (given is null || words.Contains(given, StringComparer.Ordinal)) return given;
        check.Add(field, "must-be-one-of:" + string.Join(',', words));
        return null;
    }
}

/// <summary>What treatment needs to know, replaced whole.</summary>
/// <param name="Allergies">Ingredients or substances, in any of their names; at most 100, an empty list where there are none.</param>
/// <param name="Contraindications">At most 100, an empty list where there are none.</param>
/// <param name="Reactions">Products that the client has reacted to; at most 200.</param>
internal sealed record ClientCareBody([property: Needed] IReadOnlyList<string?>? Allergies, [property: Needed] IReadOnlyList<string?>? Contraindications, IReadOnlyList<ClientReactionBody?>? Reactions, string? Notes)
{
    public ClientCare ToCare(Check check, string of, DateOnly today) => new(
        Texts(check, of + "allergies", Allergies), Texts(check, of + "contraindications", Contraindications),
        [.. check.OptionalList(of + "reactions", Reactions, 200).Select((one, i) => one.ToReaction(check, $"{of}reactions[{i}].", today))], check.OptionalText(of + "notes", Notes, 4_000));

    private static EquatableList<string> Texts(Check check, string field, IReadOnlyList<string?>? given)
    {
        if (given is null) check.Add(field, "required");
        var texts = check.OptionalList(field, given, 100);
        for (var i = 0; i < texts.Count; i++) check.OptionalText($"{field}[{i}]", texts[i], 200);
        return [.. texts.Select(text => text.Trim())];
    }
}

/// <summary>A product that a client has reacted to.</summary>
internal sealed record ClientReactionBody([property: Needed] string? Sku, string? On, string? Note)
{
    public ClientReaction ToReaction(Check check, string of, DateOnly today)
    {
        var on = check.Day(of + "on", On);
        if (on > today) check.Add(of + "on", "must-not-be-later-than-today");
        return new(check.Id(of + "sku", Sku), on, check.OptionalText(of + "note", Note));
    }
}

/// <summary>Why somebody looks, or erases; names nobody.</summary>
internal sealed record ClientReasonBody([property: Needed] string? Reason);

/// <summary>A consent, or its withdrawal.</summary>
/// <param name="Kind">processing, health, marketing, photographs or sharing.</param>
/// <param name="Text">Id of the text agreed to, such as a kept document's; not with a withdrawal.</param>
internal sealed record ClientConsentBody([property: Needed] string? Kind, [property: Needed] bool? Given, string? Text);

/// <summary>Whom to look for.</summary>
/// <param name="Text">A phone, its last four digits, a number, a name or a part of it, or the initials of its pinyin.</param>
/// <param name="Limit">1 to 100; 20 where absent.</param>
internal sealed record SearchClientsBody([property: Needed] string? Text, string? Cursor, int? Limit);

/// <summary>A file as it was asked for, before it is sealed.</summary>
/// <param name="Care">Null for nothing known, or not asked for.</param>
internal sealed record ClientDraft(ClientProfile Profile, ClientCare? Care, string? Holder, string? Guardian, EquatableList<string> Tags)
{
    private const int OfAge = 18;

    /// <summary>Whether they are younger than 18 on a day; false where the birthday is not known.</summary>
    public bool IsMinorOn(DateOnly day) => Profile.Birthday is { } born && born.AddYears(OfAge) > day;

    /// <summary>Tags as they were given.</summary>
    public static EquatableList<string> TagsOf(IReadOnlyList<string?>? given, Check check)
    {
        EquatableList<string> tags = [.. check.OptionalList("tags", given, ClientForm.MaxTags)];
        if (!check.Names("tags") && ClientForm.OfTags(tags) is var (field, rule)) check.Add(field, rule);
        return tags;
    }
}
