using BeautyGrains.Silo.Settings;
using BeautyGrains.Vault;

namespace BeautyGrains.Silo;

/// <summary>What clients' keys are wrapped with: <c>Clients:MasterKey</c>, else <c>clients.key</c> in the data folder, which is made when it is missing.</summary>
internal static class MasterKey
{
    /// <summary>The master key's file in the data folder.</summary>
    public const string File = "clients.key";

    public static MasterKeys Of(HostSettings settings, DataFolder folder)
    {
        if (settings.ClientsKey is not { } given) return new(SecretFile.Read(folder, File), settings.ClientsPreviousKey);
        // Where a server's own key was used before, a setting that takes its place is a change of the master key.
        var own = Path.Combine(folder.Root, File);
        return new(given, settings.ClientsPreviousKey ?? (System.IO.File.Exists(own) ? System.IO.File.ReadAllText(own).Trim() : null));
    }
}
