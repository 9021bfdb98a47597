namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private static CallGroup[] Retention =>
    [
        new("retention", "How long records are kept.", "记录保存期限。",
        [
            new("rules", "GET", "/v1/retention-policy", "Shows the table of retention.", "显示保存期限表。"),
            FromFile("set-rules", "/v1/retention-policy", "Replaces the table of retention from a file.", "按文件替换保存期限表。") with { Guarded = true, Approver = true },
            new("deletions", "GET", "/v1/retention/deletions", "Lists what was deleted after its retention.", "列出到期后已删除的文件。") { Columns = "id count bytes approvedBy at" },
            FromFile("delete", "/v1/retention/deletions/{id}", "Deletes documents past their retention from a file: reason, dryRun; a dry run tells which.", "按文件删除过期文件：原因、dryRun；试运行只列出。") with { Approver = true },
        ]),
    ];
}
