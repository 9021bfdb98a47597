namespace BeautyGrains.Silo.Cli.Calls;

/// <summary>A sentence in the two languages of the house.</summary>
internal sealed record Words(string En, string Zh)
{
    /// <summary>Both, as help shows them.</summary>
    public override string ToString() => $"{En} {Zh}";

    public string In(bool chinese) => chinese ? Zh : En;
}

/// <summary>One call of the HTTP interface as a verb: where it goes, what may be said with it, and what of its answer is shown.</summary>
/// <param name="Name">Its name within the group, such as "list".</param>
/// <param name="Method">GET, PUT, POST or DELETE.</param>
/// <param name="Path">As the OpenAPI document has it; each of its parameters is an argument, in that order.</param>
internal sealed record Call(string Name, string Method, string Path, string En, string Zh)
{
    public Words Help => new(En, Zh);

    /// <summary>Filters of a list, by the names of their options, with a blank between.</summary>
    public string Filters { get; init; } = "";

    /// <summary>What is asked for whatever else is, as a query has it.</summary>
    public string Always { get; init; } = "";

    /// <summary>What a list shows of each item, by the names in the answer, with a blank between. A dot goes into an object. Empty: the answer is one thing.</summary>
    public string Columns { get; init; } = "";

    /// <summary>Where the answer has the list.</summary>
    public string Items { get; init; } = "items";

    /// <summary>Fields of the body that are given as options.</summary>
    public IReadOnlyList<Field> Fields { get; init; } = [];

    /// <summary>The body is a file in JSON.</summary>
    public bool File { get; init; }

    /// <summary>A second person may prove who they are with it.</summary>
    public bool Approver { get; init; }

    /// <summary>The write can be bound to a version.</summary>
    public bool Guarded { get; init; }

    /// <summary>The one text of the answer that is shown, and what is said where it is absent.</summary>
    public (string Path, Words Absent)? Only { get; init; }

    /// <summary>The answer is a file.</summary>
    public bool Saves { get; init; }
}

/// <summary>How a field is read.</summary>
internal enum FieldKind
{
    /// <summary>As it is.</summary>
    Text,
    /// <summary>A number.</summary>
    Number,
    /// <summary>An amount in major units, with --currency.</summary>
    Money,
    /// <summary>True when it is there.</summary>
    Flag,
    /// <summary>Texts, by repeating the option.</summary>
    Many,
    /// <summary>An instant so many hours from now.</summary>
    HoursFromNow,
}

/// <summary>A field of a body that is given as an option.</summary>
/// <param name="Option">Its name without the dashes.</param>
/// <param name="To">The field in the body; null for the option's own name.</param>
internal sealed record Field(string Option, FieldKind Kind = FieldKind.Text, bool Required = false, string? To = null)
{
    public string Target => To ?? CallNames.Wire(Option);
}

/// <summary>Verbs about one thing, such as orders.</summary>
internal sealed record CallGroup(string Name, string En, string Zh, IReadOnlyList<Call> Calls)
{
    public Words Help => new(En, Zh);
}

/// <summary>Between the names of options and those on the wire.</summary>
internal static class CallNames
{
    /// <summary>"awaited-before" as "awaitedBefore".</summary>
    public static string Wire(string option) =>
        string.Concat(option.Split('-').Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>The parameters of a path, in order.</summary>
    public static IEnumerable<string> Parameters(string path) =>
        path.Split('/').Where(part => part.StartsWith('{')).Select(part => part[1..^1]);
}
