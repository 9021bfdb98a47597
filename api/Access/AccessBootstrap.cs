using Microsoft.Extensions.Configuration;

namespace BeautyGrains.Api.Access;

/// <summary>Makes sure that an administrator exists before the doors open.</summary>
/// <param name="configuration">"Access:AdminKey" names the administrator's secret: 16 to 500 characters without blanks.</param>
public sealed class AccessBootstrap(IGrainFactory grains, IConfiguration configuration)
{
    private const int LongestKey = 500;
    private const int ShortestKey = 16;

    /// <summary>
    /// The administrator's key id is "admin"; each later configured secret takes the place of the one before under "admin-2" and so on.
    /// Without a configured secret, and without an administrator, a secret is made and written to "admin.key" in the data folder,
    /// readable by its owner alone.
    /// </summary>
    /// <returns>Path of the key's file; null when the secret is configured or the file was made by an earlier start and has gone since.</returns>
    /// <exception cref="InvalidOperationException">The configured secret has not the form above.</exception>
    public async Task<string?> EnsureAdministrator(string dataFolder)
    {
        var access = grains.GetGrain<IAccessGrain>("access");
        var keys = (await access.GetKeys()).Keys;
        if (configuration["Access:AdminKey"] is { Length: > 0 } configured)
        {
            await Replace(access, keys, Checked(configured));
            return null;
        }
        var path = Path.Combine(dataFolder, "admin.key");
        // A file that was made while another process of the cluster was first has the key of nobody.
        if (keys.Any(IsTheAdministrator)) return await IsOfOne(path, keys) ? path : null;
        var id = FreeId(keys);
        var secret = Secrets.NewKey(id);
        await WriteFile(path, secret);
        if ((await Add(access, id, secret)).Refusal is not { } refusal) return path;
        // Another process of the cluster, started at the same moment, was first; the administrator's file lies in its folder.
        File.Delete(path);
        var isThere = refusal.Kind == RefusalKind.IdReused && (await access.GetKeys()).Keys.Any(IsTheAdministrator);
        return isThere ? null : throw Refused(refusal);
    }

    private static string Checked(string secret) =>
        secret.Length is >= ShortestKey and <= LongestKey && secret.All(c => c is > ' ' and <= '~') ? secret
        : throw new InvalidOperationException($"Access:AdminKey must have {ShortestKey} to {LongestKey} characters of ASCII without blanks.");

    private static async Task<bool> IsOfOne(string path, ImmutableArray<AccessKey> keys)
    {
        if (!File.Exists(path)) return false;
        var hash = Secrets.Hash((await File.ReadAllTextAsync(path)).Trim());
        return keys.Any(key => IsTheAdministrator(key) && Secrets.Same(key.SecretHash, hash));
    }

    private static bool IsTheAdministrator(AccessKey key) => key.RevokedAt is null && Secrets.IsAdministratorId(key.Id);

    private static string FreeId(ImmutableArray<AccessKey> keys)
    {
        var used = keys.Count(key => Secrets.IsAdministratorId(key.Id));
        return used == 0 ? Secrets.AdministratorId : $"{Secrets.AdministratorId}-{used + 1}";
    }

    private static async Task Replace(IAccessGrain access, ImmutableArray<AccessKey> keys, string secret)
    {
        var hash = Secrets.Hash(secret);
        if (!keys.Any(key => IsTheAdministrator(key) && Secrets.Same(key.SecretHash, hash))) Demand(await Add(access, FreeId(keys), secret));
        // The new key stands before the old ones fall, so that a crash between them locks nobody out.
        foreach (var old in keys.Where(key => IsTheAdministrator(key) && !Secrets.Same(key.SecretHash, hash)))
            Demand(await access.RevokeKey(new(old.Id, Caller.House)));
    }

    private static Task<Answer<AccessKey>> Add(IAccessGrain access, string id, string secret) =>
        access.AddKey(new(id, "Administrator", Secrets.Hash(secret), AccessRole.Administrator, null, Caller.House));

    private static void Demand(Answer<AccessKey> answer)
    {
        if (answer.Refusal is { } refusal) throw Refused(refusal);
    }

    private static InvalidOperationException Refused(Refusal refusal) => new($"The administrator's key was refused: {refusal.Kind}.");

    private static async Task WriteFile(string path, string secret)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // A file left over from a start that ended before the hash was stored is made anew, so that its mode is ours.
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(path, options);
        await writer.WriteLineAsync(secret);
    }
}
