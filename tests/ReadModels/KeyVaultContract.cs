using BeautyGrains.Tests.Shared;
using BeautyGrains.Vault;
using BeautyGrains.Vault.Postgres;
using BeautyGrains.Vault.Sqlite;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Keys are kept wrapped, destroyed for good, and found by words that go with them.</summary>
public abstract class KeyVaultContract : IAsyncLifetime
{
    private static readonly MasterKeys s_first = new(new string('a', 32));
    private KeyVault _vault = null!;

    public async Task InitializeAsync() => _vault = await Opened(s_first);

    public virtual async Task DisposeAsync() => await _vault.DisposeAsync();

    protected abstract Task<KeyVault> Make(VaultOptions options);

    private async Task<KeyVault> Opened(MasterKeys masters)
    {
        var vault = await Make(new(masters, TimeProvider.System));
        await vault.Start(CancellationToken.None);
        return vault;
    }

    [Fact]
    public async Task What_is_sealed_opens_for_its_owner_and_part_alone_and_the_same_text_is_sealed_alike()
    {
        await _vault.Make("C1");
        await _vault.Make("C2");
        var sealer = (await _vault.Find("C1", VaultPart.Profile))!;
        var kept = sealer.Seal("张三 ☎");
        kept.ShouldAllBe(c => c > ' ' && c <= '~');
        sealer.Seal("张三 ☎").ShouldBe(kept);
        (await _vault.Find("C1", VaultPart.Profile))!.Open(kept).ShouldBe("张三 ☎");
        (await _vault.Find("C1", VaultPart.Care))!.Open(kept).ShouldBeNull();
        (await _vault.Find("C2", VaultPart.Profile))!.Open(kept).ShouldBeNull();
        foreach (var broken in new[] { "", "1.", "2." + kept[2..], kept[..^4], "1.AAAA" + kept[6..], "1.*" }) sealer.Open(broken).ShouldBeNull(broken);
        (await _vault.Find("nobody", VaultPart.Profile)).ShouldBeNull();
        (await _vault.Find(["C2", "nobody", "C1"], VaultPart.Care)).Keys.ShouldBe(["C1", "C2"], ignoreOrder: true);
    }

    [Fact]
    public async Task Made_again_keys_stay_as_they_are_and_destroyed_ones_never_come_back()
    {
        await _vault.Make("C1");
        var kept = (await _vault.Find("C1", VaultPart.Profile))!.Seal("text");
        await _vault.Make("C1");
        (await _vault.Find("C1", VaultPart.Profile))!.Open(kept).ShouldBe("text");
        await _vault.Destroy("C1", VaultPart.Profile);
        await _vault.Destroy("C1", VaultPart.Profile);
        await _vault.Make("C1");
        (await _vault.Find("C1", VaultPart.Profile)).ShouldBeNull();
        (await _vault.Find("C1", VaultPart.Care)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Owners_are_found_by_a_word_of_each_group_page_by_page_until_their_profile_is_destroyed()
    {
        for (var i = 1; i <= 4; i++)
        {
            await _vault.Make($"C{i}");
            await _vault.Index($"C{i}", [_vault.Blind("name", "ann"), _vault.Blind("name", i % 2 == 0 ? "lee" : "lim")]);
        }
        string[] ann = [_vault.Blind("name", "ann"), _vault.Blind("initials", "ann")];
        (await _vault.Seek([ann], "", 3)).ShouldBe(["C1", "C2", "C3"]);
        (await _vault.Seek([ann], "C3", 3)).ShouldBe(["C4"]);
        (await _vault.Seek([ann, [_vault.Blind("name", "lee")]], "", 10)).ShouldBe(["C2", "C4"]);
        (await _vault.Seek([[_vault.Blind("initials", "ann")]], "", 10)).ShouldBeEmpty();
        (await _vault.Seek([], "", 10)).ShouldBeEmpty();
        await _vault.Index("C2", [_vault.Blind("name", "bea")]);
        await _vault.Destroy("C4", VaultPart.Profile);
        await _vault.Index("C4", [_vault.Blind("name", "lee")]);
        (await _vault.Seek([[_vault.Blind("name", "lee")]], "", 10)).ShouldBeEmpty();
        await _vault.Destroy("C3", VaultPart.Care);
        (await _vault.Seek([ann], "", 10)).ShouldBe(["C1", "C3"]);
    }

    [Fact]
    public async Task Without_any_owner_another_master_key_begins_anew()
    {
        var word = _vault.Blind("name", "ann");
        await _vault.DisposeAsync();
        _vault = await Opened(new(new string('b', 32)));
        _vault.Blind("name", "ann").ShouldNotBe(word);
        await _vault.Make("C1");
        await Should.ThrowAsync<MasterKeyException>(() => Opened(s_first));
    }

    [Fact]
    public async Task A_changed_master_key_wraps_everything_anew_and_the_old_one_opens_nothing_any_more()
    {
        var owners = Enumerable.Range(0, 300).Select(i => $"C{i:000}").ToArray();
        foreach (var owner in owners) await _vault.Make(owner);
        await _vault.Destroy("C007", VaultPart.Profile);
        var (kept, word) = ((await _vault.Find("C001", VaultPart.Profile))!.Seal("text"), _vault.Blind("name", "ann"));
        await _vault.DisposeAsync();
        var (second, both) = (new MasterKeys(new string('b', 32)), new MasterKeys(new string('b', 32), new string('a', 32)));
        await Should.ThrowAsync<MasterKeyException>(() => Opened(second));
        await using (var changing = await Make(new(both, TimeProvider.System))) (await changing.Start(CancellationToken.None)).ShouldBe((300 * 2) - 1 + 1, "all keys but the destroyed one, and the house's");
        await Should.ThrowAsync<MasterKeyException>(() => Opened(s_first));
        _vault = await Opened(second);
        (await _vault.Find("C001", VaultPart.Profile))!.Open(kept).ShouldBe("text");
        (await _vault.Find("C007", VaultPart.Profile)).ShouldBeNull();
        _vault.Blind("name", "ann").ShouldBe(word);
    }
}

public sealed class SqliteKeyVaultTests : KeyVaultContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beauty-vault-").FullName;

    protected override Task<KeyVault> Make(VaultOptions options) => Task.FromResult<KeyVault>(new SqliteKeyVault(Path.Combine(_folder, "client-keys.db"), options));

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresKeyVaultTests(PostgresServer server) : KeyVaultContract
{
    private readonly Lazy<Task<string>> _connection = new(server.NewDatabase);

    protected override async Task<KeyVault> Make(VaultOptions options) => new PostgresKeyVault(await _connection.Value, options);
}
