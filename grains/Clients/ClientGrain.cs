using BeautyGrains.Vault;

namespace BeautyGrains.Grains;

/// <summary>
/// A client's file: registration and change are processes over the file, the phone's grain and the vault. The phone is taken under a word that only the
/// profile's key can make, so that nothing connects the two once that key is destroyed.
/// </summary>
[Reentrant]
public sealed class ClientGrain(AggregateServices house, KeyVault vault) : ProcessGrain<Client, ClientEvent>(house, ClientKind.Instance), IClientGrain
{
    /// <inheritdoc />
    public async Task<Answer<ClientView>> Register(RegisterClient ask)
    {
        var answer = await Carry(
            () => Task.FromResult(true),
            (head, _, _) => ClientRules.Register(head, ask),
            (file, isNew) => file.State.State == ClientState.Refused ? new(null, new(RefusalKind.PhoneTaken), false) : View(file, isNew),
            ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<ClientView>> Change(ChangeClient ask)
    {
        var answer = await Carry(
            () => Task.FromResult(true),
            (head, _, _) => ClientRules.Change(head, ask),
            // Others may have changed it since; whether this one's phone was taken is known by what counts now.
            (file, isNew) => file.State.PhoneTaken && file.State.Record?.Profile != ask.Profile ? new(null, new(RefusalKind.PhoneTaken), false) : View(file, isNew),
            ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public Task<Answer<ClientView>> ChangeCare(ChangeClientCare ask) => Simple(head => ClientRules.ChangeCare(head, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<ClientView>> Consent(RecordConsent ask) => Simple(head => ClientRules.Consent(head, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<ClientView>> Reveal(RevealClient ask) => Simple(head => ClientRules.Reveal(head, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<ClientView>> Erase(EraseClient ask) => Simple(head => ClientRules.Erase(head, ask), ask.By);

    /// <inheritdoc />
    public async Task<Answer<ClientView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.State is null or ClientState.Registering or ClientState.Withdrawing or ClientState.Refused ? new(null, new(RefusalKind.UnknownClient), false) : View(Durable, false);
    }

    /// <inheritdoc />
    protected override ProcessStep<Client, ClientEvent>? NextStep(Client state) => state.State switch
    {
        ClientState.Registering or ClientState.Changing => Step(state, TakePhone),
        ClientState.Releasing or ClientState.Erasing => Step(state, ReleasePhone),
        ClientState.Withdrawing => Step(state, () => Destroy(VaultPart.Profile, VaultPart.Care)),
        ClientState.Destroying => Step(state, () => Destroy(VaultPart.Profile)),
        _ when state.IsToBeIndexed => Index(state.Record!.Profile),
        _ => null,
    };

    private ProcessStep<Client, ClientEvent> Index(string profile) => new(async () =>
    {
        if (await Sealer() is { } sealer && sealer.Open(profile) is { } json) await vault.Index(Key, [.. ClientWords.Of(ClientProfile.Parse(json)).Select(word => vault.Blind(word.Kind, word.Text))]);
        return (head, _) => head.IsToBeIndexed && head.Record!.Profile == profile ? new ClientIndexed() : Decision<ClientEvent>.AlreadyDone;
    });

    private static ProcessStep<Client, ClientEvent> Step(Client state, Func<Task<ClientEvent>> run) => new(async () =>
    {
        var outcome = await run();
        return (head, _) => ClientRules.Record(head, state.State!.Value, outcome);
    });

    private async Task<ClientEvent> TakePhone()
    {
        var sealer = await Sealer() ?? throw new InvalidOperationException($"The key of {Key} is gone before its registration ended.");
        var answer = await PhoneOf(sealer, Head.Next!.Phone!).Hold(new(HolderOf(sealer), StepBy(Head.Actor)));
        return new ClientPhoneAnswered(answer.Refusal is null);
    }

    private async Task<ClientEvent> ReleasePhone()
    {
        // Without the key nobody can say which phone it was; it was given up before the key was destroyed.
        if (await Sealer() is { } sealer) await PhoneOf(sealer, Head.OldPhone!).Release(new(HolderOf(sealer), StepBy(Head.Actor)));
        return new ClientPhoneReleased();
    }

    private async Task<ClientEvent> Destroy(params VaultPart[] parts)
    {
        foreach (var part in parts) await vault.Destroy(Key, part);
        return new ClientKeysDestroyed();
    }

    private async Task<Answer<ClientView>> Simple(Func<Client, Decision<ClientEvent>> rule, Caller by)
    {
        var answer = await Carry(() => Task.FromResult(true), (head, _, _) => rule(head), View, by);
        EndIfEmpty();
        return answer;
    }

    private ValueTask<Sealer?> Sealer() => vault.Find(Key, VaultPart.Profile);

    private IPhoneGrain PhoneOf(Sealer sealer, string @sealed) =>
        GrainFactory.GetGrain<IPhoneGrain>(sealer.Open(@sealed) ?? throw new InvalidOperationException($"The phone of {Key} was not sealed with its key."));

    private static string HolderOf(Sealer sealer) => sealer.Token("phone");

    private Answer<ClientView> View(Versioned<Client> file, bool isNew) => new(ClientRules.ViewOf(Key, file), null, isNew);
}
