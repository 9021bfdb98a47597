namespace BeautyGrains.Silo.Cli.Calls;

/// <summary>All verbs that are calls of the HTTP interface. Another verb is another line.</summary>
internal static partial class CallTable
{
    public static IReadOnlyList<CallGroup> All { get; } = [.. Orders, .. Supply, .. Planning, .. Money, .. Watching, .. Conditions, .. Counting, .. Recalls, .. Feedback, .. Traces, .. Containers, .. Units, .. Controlled, .. Retention, .. Rounds, .. Places, .. Clients];

    private static Call List(string path, string filters, string columns, string en, string zh) =>
        new("list", "GET", path, en, zh) { Filters = filters + " sort limit", Columns = columns };

    private static Call Show(string path, string en, string zh) => new("show", "GET", path, en, zh);

    private static Call FromFile(string name, string path, string en, string zh) => new(name, "PUT", path, en, zh) { File = true };

    private static Call Post(string name, string path, string en, string zh, params IReadOnlyList<Field> fields) => new(name, "POST", path, en, zh) { Fields = fields };

    private static Field Reason => new("reason", Required: true);
}
