using System.Runtime.InteropServices;

namespace BeautyGrains.Bench.Compare;

/// <summary>Signals, which .NET has no call for.</summary>
internal static partial class Native
{
    /// <summary>Lets a process stand still: a server that has no turn takes nothing from the one that has.</summary>
    public static void Freeze(int process) => Send(process, Stop);

    /// <summary>Lets it go on.</summary>
    public static void Thaw(int process) => Send(process, Continue);

    /// <summary>Asks a process to end in good order.</summary>
    public static void Terminate(int process) => Send(process, Term);

    // Linux's numbers on the processors that .NET runs on.
    private const int Term = 15;
    private const int Continue = 18;
    private const int Stop = 19;

    private static void Send(int process, int signal)
    {
        if (kill(process, signal) != 0) throw new InvalidOperationException($"Signal {signal} to process {process} failed with {Marshal.GetLastPInvokeError()}.");
    }

#pragma warning disable SYSLIB1054, CA5392, IDE1006 // The C library's own name; it is found by the loader alone.
    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);
#pragma warning restore SYSLIB1054, CA5392, IDE1006
}
