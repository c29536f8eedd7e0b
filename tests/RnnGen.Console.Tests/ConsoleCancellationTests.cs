using System.Runtime.InteropServices;

namespace RnnGen.Reports.Tests;

public sealed class ConsoleCancellationTests
{
    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    public void Signal_First_CancelsAndSecondEndsTheProcess(PosixSignal signal)
    {
        using var cancellation = new ConsoleCancellation();
        Assert.False(cancellation.Token.IsCancellationRequested);

        var first = new PosixSignalContext(signal);
        cancellation.OnSignal(first);
        Assert.True(first.Cancel);
        Assert.True(cancellation.Token.IsCancellationRequested);

        var second = new PosixSignalContext(signal);
        cancellation.OnSignal(second);
        Assert.False(second.Cancel);
    }

    [Fact]
    public void Source_OfTheCaller_IsCancelledAndNotDisposed()
    {
        using var source = new CancellationTokenSource();
        using (var cancellation = new ConsoleCancellation(source))
            cancellation.OnSignal(new PosixSignalContext(PosixSignal.SIGINT));
        Assert.True(source.IsCancellationRequested);
        Assert.True(source.Token.WaitHandle.WaitOne(0));
    }

    [Fact]
    public void Signal_SourceDisposed_EndsTheProcess()
    {
        var source = new CancellationTokenSource();
        using var cancellation = new ConsoleCancellation(source);
        source.Dispose();
        var signal = new PosixSignalContext(PosixSignal.SIGINT);
        cancellation.OnSignal(signal);
        Assert.False(signal.Cancel);
    }
}
