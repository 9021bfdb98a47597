namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string ClientFile = "/v1/clients/{number}";

    private static CallGroup[] Clients =>
    [
        new("clients", "Clients' files; who somebody is is seen masked unless it is revealed with a reason.", "客户档案；默认脱敏显示，须说明原因方可查看完整信息。",
        [
            Post("search", "/v1/clients/search", "Finds clients by phone, number, name or initials.", "按手机号、编号、姓名或拼音首字母查找客户。", new Field("text", Required: true)) with { Columns = "number name phone state tags" },
            Show(ClientFile, "Shows a client's file, masked.", "显示客户档案（脱敏）。"),
            FromFile("register", "/v1/client-registrations/{id}", "Opens a file: profile, care, holder, guardian, tags.", "按文件建档：profile、care、holder、guardian、tags。"),
            FromFile("set-profile", ClientFile + "/profile", "Replaces who a client is from a file: profile, holder, guardian, tags.", "按文件替换客户资料：profile、holder、guardian、tags。") with { Guarded = true },
            FromFile("set-care", ClientFile + "/care", "Replaces what treatment needs to know from a file.", "按文件替换护理须知：过敏、禁忌、不良反应。") with { Guarded = true },
            Post("consent", ClientFile + "/consents", "Records a consent, or its withdrawal, from a file: kind, given, text.", "按文件记录同意或撤回：kind、given、text。") with { File = true },
            Post("reveal", ClientFile + "/profile/reveal", "Shows who a client is; the look is written down.", "显示完整客户资料；查看会留痕。", Reason),
            Post("reveal-care", ClientFile + "/care/reveal", "Shows what treatment needs to know; the look is written down.", "显示完整护理须知；查看会留痕。", Reason),
            Post("check", ClientFile + "/safety-check", "Tells what stands against products for a client from a file: skus.", "按文件核对商品对客户是否安全：skus。") with { File = true },
            new("substances", "GET", "/v1/safety-policy", "Shows by which names substances go.", "显示过敏物质名称表。"),
            FromFile("set-substances", "/v1/safety-policy", "Replaces the table of substances from a file.", "按文件替换过敏物质名称表。") with { Guarded = true },
            new("looks", "GET", ClientFile + "/looks", "Lists who has seen what, and why.", "列出查看记录与原因。") { Columns = "at part actor reason" },
            Post("export", ClientFile + "/export", "Gives everything that is known, for the client; the look is written down.", "导出客户全部资料，供本人使用；会留痕。", Reason),
            Post("erase", ClientFile + "/erase", "Destroys who a client is, for good; a second person's key is needed.", "永久销毁客户身份资料；须第二人密钥。", Reason) with { Approver = true },
        ]),
    ];
}
