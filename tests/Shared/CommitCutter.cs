using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BeautyGrains.Tests.Shared;

/// <summary>What becomes of the connection over which the next COMMIT goes.</summary>
public enum Cut
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It ends before the server hears of it.</summary>
    Before,

    /// <summary>It ends once the server has answered, without the answer.</summary>
    AfterTheAnswer,

    /// <summary>It ends as soon as the server has been told.</summary>
    AtOnce,
}

/// <summary>A TCP proxy in front of a PostgreSQL server that cuts a connection around its COMMIT.</summary>
public sealed class CommitCutter : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _server;
    private readonly byte[] _statement;
    private readonly Task _accepting;
    private int _accepted;

    /// <param name="statement">What is taken for a COMMIT: how the text goes over the wire, with what ends it if need be.</param>
    public CommitCutter(int server, string statement = "\0COMMIT\0")
    {
        _server = server;
        _statement = Encoding.UTF8.GetBytes(statement);
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What is done to the next COMMIT; once.</summary>
    public Cut Next { get; set; }

    /// <summary>Whether connections made after the cut are refused.</summary>
    public bool StaysDown { get; init; }

    /// <summary>Connections taken so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Completes with the cut.</summary>
    public Task HasCut => _cut.Task;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _accepted);
                if (StaysDown && HasCut.IsCompleted) client.Dispose();
                else _ = Serve(client);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The listener was stopped.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, _server);
            var drop = new TaskCompletionSource<bool>();
            await Task.WhenAny(Upstream(client.GetStream(), server.GetStream(), drop), Downstream(server.GetStream(), client.GetStream(), drop.Task));
        }
    }

    /// <summary>Ends when the connection is to end.</summary>
    private async Task Upstream(NetworkStream client, NetworkStream server, TaskCompletionSource<bool> drop)
    {
        var buffer = new byte[256 * 1024];
        var commits = new Commits(_statement);
        try
        {
            for (int count; (count = await client.ReadAsync(buffer)) > 0;)
            {
                var cut = commits.IsIn(buffer.AsSpan(0, count)) ? Next : Cut.None;
                if (cut != Cut.None) Next = Cut.None;
                if (cut == Cut.AfterTheAnswer) drop.SetResult(true);
                if (cut != Cut.Before) await server.WriteAsync(buffer.AsMemory(0, count));
                if (cut is Cut.Before or Cut.AtOnce)
                {
                    _cut.TrySetResult();
                    return;
                }
            }
        }
        catch (IOException)
        {
            // The other side has gone.
        }
    }

    private async Task Downstream(NetworkStream server, NetworkStream client, Task<bool> drop)
    {
        var buffer = new byte[256 * 1024];
        try
        {
            for (int count; (count = await server.ReadAsync(buffer)) > 0;)
            {
                if (drop.IsCompleted)
                {
                    _cut.TrySetResult();
                    return;
                }
                await client.WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (IOException)
        {
            // The other side has gone.
        }
    }

    /// <summary>Knows the COMMITs of one connection, also by the name under which it is prepared once it was used more often.</summary>
    private sealed class Commits(byte[] statement)
    {
        private static readonly SearchValues<byte> s_letters = SearchValues.Create("_abcdefghijklmnopqrstuvwxyz0123456789"u8);
        private byte[] _prepared = [];

        public bool IsIn(ReadOnlySpan<byte> sent)
        {
            // A COMMIT with the end of its text, so that READ COMMITTED is not meant.
            var text = sent.IndexOf(statement);
            if (text < 0) return _prepared.Length > 0 && sent.IndexOf(_prepared) >= 0;
            var name = sent[..text];
            name = name[(name.LastIndexOfAnyExcept(s_letters) + 1)..];
            if (!name.IsEmpty) _prepared = [0, .. name, 0];
            return true;
        }
    }
}
