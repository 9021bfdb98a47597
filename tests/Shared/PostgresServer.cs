using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BeautyGrains.Tests.Shared;

/// <summary>
/// A throw-away PostgreSQL server on loopback, with fsync. The binaries are those of the newest version in /usr/lib/postgresql, or in the folder
/// that POSTGRES_BIN names. The server refuses to run as root, so root starts it as another user.
/// </summary>
public sealed partial class PostgresServer : IAsyncDisposable
{
    private static readonly string? s_binaries = FindBinaries();

    private readonly string _folder = Directory.CreateTempSubdirectory("postgres-").FullName;
    private readonly int _port = FreePort();
    private int _databases;
    private bool _running;

    /// <summary>Why no server can be started here, or null.</summary>
    public static string? Missing => s_binaries is null
        ? "PostgreSQL's server binaries are not installed (package postgresql; or name their folder in POSTGRES_BIN)."
        : Environment.IsPrivilegedProcess && OtherUser is null ? "PostgreSQL does not run as root and there is no other user to run it as." : null;

    /// <summary>The port it listens on.</summary>
    public int Port => _port;

    /// <summary>Settings besides those that keep it to loopback, as arguments of the server; durability is PostgreSQL's own, with fsync.</summary>
    public string Settings { get; init; } = "-c max_connections=200 -c shared_buffers=32MB";

    private static string? OtherUser => File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).FirstOrDefault(name => name is "postgres")
        ?? File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).FirstOrDefault(name => name is "nobody");

    /// <summary>Makes the cluster at the first call and starts it when it does not run.</summary>
    public async Task Start()
    {
        if (_running) return;
        var data = Path.Combine(_folder, "data");
        if (!Directory.Exists(data))
        {
            if (Environment.IsPrivilegedProcess) await Run("chown", OtherUser!, _folder);
            await Tool("initdb", "--pgdata", data, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8");
        }
        await Tool("pg_ctl", "start", "-w", "-t", "150", "-D", data, "-l", Path.Combine(_folder, "log"), "-o",
            $"-c port={_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=on -c recovery_init_sync_method=syncfs {Settings}");
        _running = true;
    }

    /// <summary>Stops it.</summary>
    /// <param name="mode">"fast" ends sessions in good order; "immediate" is as if it had crashed.</param>
    public async Task Stop(string mode)
    {
        if (!_running) return;
        _running = false;
        await Tool("pg_ctl", "stop", "-w", "-t", "150", "-m", mode, "-D", Path.Combine(_folder, "data"));
    }

    /// <summary>Ends it and all its processes at once with SIGKILL. The system keeps what it has not yet written to the disk, so this is no power cut.</summary>
    public async Task Kill()
    {
        if (!_running) return;
        _running = false;
        using var process = Process.GetProcessById(await Postmaster());
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Makes an empty database and returns how to connect to it.</summary>
    public async Task<string> NewDatabase()
    {
        await Start();
        var name = string.Create(CultureInfo.InvariantCulture, $"journal{Interlocked.Increment(ref _databases)}");
        await Psql("postgres", "-c", $"CREATE DATABASE {name}");
        return ConnectionString(name, _port);
    }

    /// <summary>How to connect to a database at a port of this machine.</summary>
    public static string ConnectionString(string database, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database={database};Username=postgres");

    /// <summary>Runs psql on a database; what fails throws.</summary>
    public Task<string> Psql(string database, params string[] arguments) =>
        Tool("psql", ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", "-d", database, .. arguments]);

    /// <summary>Runs one of PostgreSQL's programs, such as pg_restore, on this server; what fails throws.</summary>
    public Task<string> Program(string name, params string[] arguments) => Tool(name, ["-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", .. arguments]);

    /// <summary>Another server that follows this one and takes over what it writes.</summary>
    public async Task<PostgresServer> Replica()
    {
        var replica = new PostgresServer();
        if (Environment.IsPrivilegedProcess) await Run("chown", OtherUser!, replica._folder);
        await Program("pg_basebackup", "--checkpoint=fast", "--write-recovery-conf", "-D", Path.Combine(replica._folder, "data"));
        await replica.Start();
        return replica;
    }

    /// <summary>Sends a signal, such as STOP, to all of its processes.</summary>
    public async Task Signal(string signal)
    {
        var postmaster = await Postmaster();
        var children = await Run("pgrep", "-P", $"{postmaster}");
        await Run(["kill", $"-{signal}", $"{postmaster}", .. children.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
    }

    /// <summary>A database as SQL.</summary>
    public Task<string> Dump(string database) => Tool("pg_dump", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", database);

    /// <summary>Where files may lie that the server's user reads.</summary>
    public string At(string name) => Path.Combine(_folder, name);

    /// <summary>Makes a folder that the server's user writes to.</summary>
    public static async Task MakeFolder(string path)
    {
        Directory.CreateDirectory(path);
        if (Environment.IsPrivilegedProcess) await Run("chown", OtherUser!, path);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Stop("immediate");
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The id of the process from which all of its others come.</summary>
    public async Task<int> Postmaster() =>
        int.Parse((await File.ReadAllLinesAsync(Path.Combine(_folder, "data", "postmaster.pid")))[0], CultureInfo.InvariantCulture);

    private static Task<string> Tool(string name, params string[] arguments)
    {
        string[] line = [Path.Combine(s_binaries!, name), .. arguments];
        return Run(Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={OtherUser}", "--clear-groups", .. line] : line);
    }

    private static async Task<string> Run(params string[] line)
    {
        using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        // A machine with more to do than it can takes its time to start a server.
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', line)} ended with {process.ExitCode}: {await errors}");
        // The server keeps the pipes of the tool that started it, so what is said is not waited for to its end there.
        return line.Contains("start") ? "" : await output;
    }

    private static string? FindBinaries()
    {
        if (Environment.GetEnvironmentVariable("POSTGRES_BIN") is { Length: > 0 } named) return File.Exists(Path.Combine(named, "initdb")) ? named : null;
        const string installed = "/usr/lib/postgresql";
        if (!Directory.Exists(installed)) return null;
        return Directory.GetDirectories(installed)
            .OrderByDescending(version => double.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Select(version => Path.Combine(version, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
