using System.Security.Cryptography;
using System.Text;
using BeautyGrains.Grains;
using BeautyGrains.Silo.Settings;

namespace BeautyGrains.Silo.Webhooks;

/// <summary>
/// Seals with AES-GCM under the house's master key: <c>Alerts:MasterKey</c>, else <c>alerts.key</c> in the data folder, which is made when it is missing, mode 0600.
/// The nonce is made of the text under a key of its own, so that the same text sealed again is the same and no two texts share a nonce.
/// </summary>
internal sealed class WebhookSealer : IWebhookSealer
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const string Version = "1.";

    private readonly byte[] _seal;
    private readonly byte[] _nonce;

    public WebhookSealer(HostSettings settings, DataFolder folder)
        : this(settings.AlertsKey ?? SecretFile.Read(folder, "alerts.key"))
    {
    }

    internal WebhookSealer(string master)
    {
        var key = Encoding.UTF8.GetBytes(master);
        _seal = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "beautygrains webhooks seal"u8.ToArray());
        _nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "beautygrains webhooks nonce"u8.ToArray());
    }

    public string Seal(string endpoint, string text)
    {
        var (plain, whose) = (Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(endpoint));
        var nonce = HMACSHA256.HashData(_nonce, (byte[])[.. whose, 0, .. plain]).AsSpan(0, NonceBytes);
        var packed = new byte[NonceBytes + TagBytes + plain.Length];
        nonce.CopyTo(packed);
        using var aes = new AesGcm(_seal, TagBytes);
        aes.Encrypt(nonce, plain, packed.AsSpan(NonceBytes + TagBytes), packed.AsSpan(NonceBytes, TagBytes), whose);
        return Version + Convert.ToBase64String(packed);
    }

    public string? Open(string endpoint, string @sealed)
    {
        if (!@sealed.StartsWith(Version, StringComparison.Ordinal)) return null;
        var packed = Convert.FromBase64String(@sealed[Version.Length..]);
        if (packed.Length < NonceBytes + TagBytes) return null;
        var plain = new byte[packed.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(_seal, TagBytes);
        try
        {
            aes.Decrypt(packed.AsSpan(0, NonceBytes), packed.AsSpan(NonceBytes + TagBytes), packed.AsSpan(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(endpoint));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
