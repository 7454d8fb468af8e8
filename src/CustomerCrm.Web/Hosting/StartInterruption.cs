using System.Runtime.InteropServices;

namespace CustomerCrm.Web.Hosting;

/// <summary>Turns Ctrl-C and a request to end into a cancellation while the host is not there yet to answer them.</summary>
internal sealed class StartInterruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> signals;

    public StartInterruption()
    {
        signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt),
        ];
    }

    public CancellationToken Token => source.Token;

    /// <summary>From here on the host listens to the signals itself.</summary>
    public void StartIsOver()
    {
        signals.ForEach(s => s.Dispose());
        signals.Clear();
    }

    public void Dispose()
    {
        StartIsOver();
        source.Dispose();
    }

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        source.Cancel();
    }
}
