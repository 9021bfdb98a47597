namespace BeautyGrains.Codes;

/// <summary>Collects what is found while a code is read.</summary>
internal sealed class Findings
{
    private readonly List<CodeElement> _elements = [];
    private readonly List<CodeFinding> _faults = [];

    public List<CodeFinding> Notes { get; } = [];

    public void Fault(string rule, int at, string? ai = null) => _faults.Add(new(rule, at, ai));

    public void Note(string rule, int at, string? ai = null) => Notes.Add(new(rule, at, ai));

    /// <summary>An element; the same one twice counts once (GS1 General Specifications 4.13: a repeat must say the same).</summary>
    public void Add(CodeElement element)
    {
        if (_elements.Find(one => one.Ai == element.Ai) is not { } known) _elements.Add(element);
        else if (known.Value == element.Value) Note("repeated", element.At, element.Ai);
        else Fault("repeated-with-another-value", element.At, element.Ai);
    }

    public ScannedCode Fail(string raw, string rule, int at, string? symbology = null)
    {
        Fault(rule, at);
        return Done(raw, CodeForm.Opaque, CodeIssuer.Unknown, symbology);
    }

    public ScannedCode Done(string raw, CodeForm form, CodeIssuer issuer, string? symbology)
    {
        if (_elements.Count == 0 && _faults.Count == 0) Fault("says-nothing-known", 0);
        return new(raw, form, issuer, symbology, null, [.. _elements], [.. _faults], [.. Notes]);
    }

    public ScannedCode Opaque(string raw, CodeIssuer issuer, string? symbology, string identifier) =>
        new(raw, CodeForm.Opaque, issuer, symbology, identifier, [], [], [.. Notes]);
}
