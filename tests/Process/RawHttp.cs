using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BeautyGrains.Tests.Processes;

/// <summary>
/// Connections that each send the next request when they have the answer, with as little work as can be: what is measured is the server's.
/// </summary>
internal sealed class RawHttp : IDisposable
{
    private readonly string _key;
    private readonly List<Socket> _sockets = [];

    /// <summary>Opens the connections.</summary>
    public RawHttp(int port, int connections, string key)
    {
        _key = key;
        for (var i = 0; i < connections; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
            _sockets.Add(socket);
        }
    }

    /// <summary>The bytes of a request.</summary>
    /// <param name="body">JSON, or empty for none.</param>
    public byte[] Request(string method, string path, string body = "") => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {_key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));

    /// <summary>Sends so many requests on each connection. An answer that is no success throws.</summary>
    /// <param name="request">The n-th request of a connection.</param>
    public Task Run(int each, Func<int, int, byte[]> request) => Task.WhenAll(_sockets.Select((socket, connection) => Loop(socket, each, n => request(connection, n))));

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private static async Task Loop(Socket socket, int many, Func<int, byte[]> request)
    {
        var buffer = new byte[16 * 1024];
        for (var n = 0; n < many; n++)
        {
            await socket.SendAsync(request(n), CancellationToken.None);
            await Answer(socket, buffer);
        }
    }

    private static async Task Answer(Socket socket, byte[] buffer)
    {
        for (var length = 0; ;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            if (read == 0) throw new IOException("The server has closed the connection.");
            length += read;
            if (IsWhole(buffer.AsSpan(0, length))) return;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        if (!answer.StartsWith("HTTP/1.1 2"u8)) throw new IOException($"The server answers {Encoding.UTF8.GetString(answer)}");
        var head = answer[..end];
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
        var number = head[(at + "Content-Length: ".Length)..];
        var line = number.IndexOf("\r\n"u8);
        return answer.Length >= end + 4 + int.Parse(line < 0 ? number : number[..line], CultureInfo.InvariantCulture);
    }
}
