namespace BeautyGrains.Api.Access;

internal static partial class Rights
{
    // Everybody who serves sees files masked. Whole, who somebody is concerns those who are alone with them, and what treatment needs those who treat.
    private static Dictionary<string, Right> Clients() => new()
    {
        ["RegisterClient"] = new(Who.Floor | Who.Operations),
        ["SearchClients"] = new(Who.Floor | Who.Quality | Who.RegionalManager | Who.Operations),
        ["GetClient"] = new(Who.Floor | Who.Quality | Who.RegionalManager | Who.Finance | Who.Operations | Who.Auditor),
        ["PutClientProfile"] = new(Who.Floor | Who.Operations),
        ["PutClientCare"] = new(Who.Therapist | Who.Nurse | Who.Physician | Who.Pharmacist),
        ["RecordClientConsent"] = new(Who.Floor | Who.Operations),
        ["RevealClientProfile"] = new(Who.Cashier | Who.Therapist | Who.Nurse | Who.Physician | Who.StoreManager | Who.RegionalManager | Who.Operations),
        ["RevealClientCare"] = new(Who.Therapist | Who.Nurse | Who.Physician | Who.Pharmacist | Who.Quality),
        ["CheckClientSafety"] = new(Who.Floor | Who.Quality),
        ["GetSafetyPolicy"] = s_everyone,
        ["PutSafetyPolicy"] = new(Who.Physician | Who.Quality | Who.Operations, WholeChain: true),
        ["ListClientLooks"] = new(Who.StoreManager | Who.RegionalManager | Who.Operations | Who.Auditor),
        ["ExportClient"] = new(Who.StoreManager | Who.RegionalManager | Who.Operations),
        ["EraseClient"] = new(Who.StoreManager | Who.RegionalManager | Who.Operations),
    };
}
