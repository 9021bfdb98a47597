using System.Globalization;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Clients;

/// <summary>A file as everybody at work may see it.</summary>
/// <param name="Name">The first character and stars; absent once erased.</param>
/// <param name="Phone">Its last four digits after stars; absent for none, and once erased.</param>
/// <param name="HasCare">Something is known that treatment must heed.</param>
/// <param name="Holder">Number of the account holder whose phone this file uses too.</param>
/// <param name="Consents">The newest of each kind.</param>
internal sealed record ClientJson(
    string Number, ClientState State, string? Name, string? Phone, bool HasCare, string? Holder, string? Guardian, IReadOnlyList<string> Tags, IReadOnlyList<ClientConsentJson> Consents,
    DateTimeOffset RegisteredAt, DateTimeOffset? ErasedAt, long Version)
{
    public static ClientJson Of(ClientView view, ClientProfile? profile) => new(
        view.Number, view.State, profile is null ? null : Mask.Name(profile.Name), profile?.Phone is { } phone ? Mask.Phone(phone) : null, view.Care is not null, view.Holder, view.Guardian, view.Tags,
        [.. view.Consents.GroupBy(one => one.Kind).Select(kind => ClientConsentJson.Of(kind.Last())).OrderBy(one => one.Kind)], view.RegisteredAt, view.ErasedAt, view.Version);
}

/// <summary>A consent, or its withdrawal.</summary>
internal sealed record ClientConsentJson(ConsentKind Kind, bool Given, string? Text, DateTimeOffset At)
{
    public static ClientConsentJson Of(ConsentView it) => new(it.Kind, it.Given, it.Text, it.At);
}

/// <summary>Who they are, whole.</summary>
internal sealed record ClientProfileJson(
    string Number, string Name, string? Gender, string? Phone, DateOnly? Birthday, string? SkinType, string? Email, string? Address, string? Preferences, string? Language, long Version)
{
    public static ClientProfileJson Of(ClientView view, ClientProfile it) =>
        new(view.Number, it.Name, it.Gender, it.Phone, it.Birthday, it.SkinType, it.Email, it.Address, it.Preferences, it.Language, view.Version);
}

/// <summary>What treatment needs to know, whole.</summary>
internal sealed record ClientCareJson(string Number, IReadOnlyList<string> Allergies, IReadOnlyList<string> Contraindications, IReadOnlyList<ClientReaction> Reactions, string? Notes, long Version)
{
    public static ClientCareJson Of(ClientView view, ClientCare it) => new(view.Number, it.Allergies, it.Contraindications, it.Reactions, it.Notes, view.Version);
}

/// <summary>Everything that is known of a client, for the client.</summary>
/// <param name="Profile">Absent once erased.</param>
/// <param name="Care">Absent for nothing known.</param>
/// <param name="Consents">The newest 200 consents and withdrawals, oldest first.</param>
/// <param name="Looks">Who has seen what, the newest 200, oldest first.</param>
internal sealed record ClientExportJson(
    string Number, ClientProfileJson? Profile, ClientCareJson? Care, string? Holder, string? Guardian, IReadOnlyList<string> Tags, IReadOnlyList<ClientConsentJson> Consents, IReadOnlyList<ClientLook> Looks,
    DateTimeOffset RegisteredAt, DateTimeOffset? ErasedAt);

/// <summary>Who has seen what of a file.</summary>
/// <param name="Items">The newest 200, oldest first.</param>
internal sealed record ClientLookList(IReadOnlyList<ClientLook> Items);

/// <summary>A page of files that were sought, by number.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record ClientPage(IReadOnlyList<ClientJson> Items, string? Cursor);

/// <summary>Personal fields for those who need not see them whole.</summary>
internal static class Mask
{
    private const int EndDigits = 4;

    /// <summary>The first character of a name, and a star for each other one, at most three.</summary>
    public static string Name(string name) =>
        StringInfo.GetNextTextElement(name) + new string('*', Math.Clamp(new StringInfo(name).LengthInTextElements - 1, 1, 3));

    /// <summary>The last four digits of a phone.</summary>
    public static string Phone(string phone) => "****" + phone[^EndDigits..];
}
