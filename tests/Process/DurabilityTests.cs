namespace BeautyGrains.Tests.Processes;

/// <summary>SIGKILL leaves the page cache alone, so that the sync before the answer is shown by the system calls themselves.</summary>
public sealed class DurabilityTests
{
    private const string Calls = "trace=fsync,fdatasync,pwrite64,recvfrom,recvmsg,read,sendto,sendmsg,write,writev";

    [NeedsStrace]
    public async Task The_journal_is_synced_between_the_arrival_of_a_reservation_and_its_answer()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.At("trace");
        // -D keeps strace out of the way: the process that is started is the server itself.
        await using (var server = await ServerProcess.Start(folder.At("data"), ServerProcess.FreePort(), "strace", "-D", "-f", "-y", "-s", "400", "-e", Calls, "-o", trace))
        {
            foreach (var (path, body) in Reservation)
            {
                using var answer = await server.Put(path, body);
                ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync());
            }
        }

        await Eventually.True(
            async () => (await File.ReadAllTextAsync(trace)).Contains("+++ killed by SIGKILL +++", StringComparison.Ordinal), TimeSpan.FromSeconds(30), () => "strace did not end");
        var proof = SyncTrace.Proof(await File.ReadAllLinesAsync(trace), "/reservations/traced-one", "HTTP/1.1 201");
        proof.ShouldNotContain((string?)null, string.Join('\n', proof.Select(line => line ?? "(not found)")));
    }

    [Theory]
    [InlineData("recv pwrite sync send", true)]
    [InlineData("recv pwrite sync-begins sync-ends send", true)]
    [InlineData("recv pwrite send sync", false)]
    [InlineData("recv pwrite sync-begins send sync-ends", false)]
    [InlineData("recv pwrite sync-begins sync-fails send", false)]
    [InlineData("recv sync pwrite send", false)]
    [InlineData("pwrite sync recv send", false)]
    [InlineData("recv pwrite sync-of-another send", false)]
    [InlineData("recv send", false)]
    public void Only_a_sync_of_what_was_written_that_ends_before_the_answer_counts(string order, bool counts)
    {
        var lines = order.Split(' ').Select(step => step switch
        {
            "recv" => "12 recvmsg(200<socket:[1]>, \"PUT /reservations/one HTTP/1.1\"...) = 300",
            "pwrite" => "13 pwrite64(90</d/journal.db-wal>, \"x\"..., 4096, 32) = 4096",
            "sync" => "13 fdatasync(90</d/journal.db-wal>) = 0",
            "sync-begins" => "13 fdatasync(90</d/journal.db-wal> <unfinished ...>",
            "sync-ends" => "13 <... fdatasync resumed>) = 0",
            "sync-fails" => "13 <... fdatasync resumed>) = -1 EIO (Input/output error)",
            "sync-of-another" => "13 fdatasync(91</d/read-models.db-wal>) = 0",
            _ => "14 sendto(200<socket:[1]>, \"HTTP/1.1 201 Created\"..., 400) = 400",
        }).ToList();
        SyncTrace.Proof(lines, "/reservations/one", "HTTP/1.1 201").Contains(null).ShouldBe(!counts);
    }

    private static IEnumerable<(string Path, string Body)> Reservation =>
    [
        ("/v1/stores/traced", """{"name":"Traced","timeZone":"Asia/Shanghai"}"""),
        ("/v1/skus/traced", """{"name":"Traced","unit":"piece"}"""),
        ("/v1/stores/traced/skus/traced/receipts/first", """{"quantity":10,"lot":"L1"}"""),
        ("/v1/stores/traced/skus/traced/reservations/traced-one", """{"quantity":1,"ttlSeconds":600}"""),
    ];
}
