using BeautyGrains.Grains;
using BeautyGrains.Vault;

namespace BeautyGrains.Api.Clients;

/// <summary>A draft, sealed for a number.</summary>
/// <param name="Phone">The word that stands for it, sealed; null for none.</param>
/// <param name="Care">Null for nothing known.</param>
internal sealed record SealedDraft(string Profile, string? Phone, string? Care);

/// <summary>Seals what comes in and opens what goes out: grains, journal and messages see sealed files alone.</summary>
internal sealed class ClientFiles(KeyVault vault)
{
    /// <summary>What tells a draft from another, without giving it away.</summary>
    public string HashOf(ClientDraft draft) => vault.Blind("registration", string.Join('\n', [draft.Profile.ToJson(), draft.Care?.ToJson(), draft.Holder, draft.Guardian, .. draft.Tags]));

    /// <summary>Makes the keys of a new file, and seals a draft with them; null where they were destroyed since.</summary>
    public async Task<SealedDraft?> SealNew(string number, ClientDraft draft, CancellationToken cancel)
    {
        await vault.Make(number, cancel);
        return await Seal(number, draft, cancel);
    }

    /// <summary>Seals a draft; null where the profile's key is destroyed, or the file never was.</summary>
    public async Task<SealedDraft?> Seal(string number, ClientDraft draft, CancellationToken cancel)
    {
        if (await vault.Find(number, VaultPart.Profile, cancel) is not { } profile) return null;
        return new(profile.Seal(draft.Profile.ToJson()), draft.Profile.Phone is { } phone ? profile.Seal(vault.Blind("phone-holder", phone)) : null, draft.Care is { } care ? await Seal(number, care, cancel) : null);
    }

    /// <summary>Seals what treatment needs to know; null where the key is destroyed, or the file never was.</summary>
    public async Task<string?> Seal(string number, ClientCare care, CancellationToken cancel) => (await vault.Find(number, VaultPart.Care, cancel))?.Seal(care.ToJson());

    /// <summary>Who they are; null once destroyed.</summary>
    public async Task<ClientProfile?> Profile(ClientView view, CancellationToken cancel) =>
        view.Profile is { } kept && (await vault.Find(view.Number, VaultPart.Profile, cancel))?.Open(kept) is { } json ? ClientProfile.Parse(json) : null;

    /// <summary>What treatment needs to know; null for nothing known, or once destroyed.</summary>
    public async Task<ClientCare?> Care(ClientView view, CancellationToken cancel) =>
        view.Care is { } kept && (await vault.Find(view.Number, VaultPart.Care, cancel))?.Open(kept) is { } json ? ClientCare.Parse(json) : null;

    /// <summary>The file as everybody at work may see it.</summary>
    public async Task<ClientJson> Masked(ClientView view, CancellationToken cancel) => ClientJson.Of(view, await Profile(view, cancel));

    /// <summary>Numbers that are found by what was typed, in order.</summary>
    /// <param name="phone">The same as a phone in E.164; null where it is none.</param>
    public async Task<IReadOnlyList<string>> Seek(string text, string? phone, string after, int limit, CancellationToken cancel) =>
        await vault.Seek([.. ClientWords.Sought(text, phone).Select(group => group.Select(word => vault.Blind(word.Kind, word.Text)).ToArray())], after, limit, cancel);
}
