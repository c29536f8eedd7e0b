using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace RnnGen.Ilgpu.Tests.Suite;

/// <summary>
/// Runs the tests of this assembly in this process: a line a test, and at the end <c>N passed, N failed, N skipped</c>.
/// </summary>
/// <param name="output">Where it is said.</param>
internal sealed class SuiteRun(TextWriter output) : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    /// <summary>A trait of tests that read or write files beside their sources.</summary>
    public const string Needs = "needs", Sources = "sources";

    private readonly List<ITestCase> _cases = [];
    private readonly ManualResetEventSlim _finished = new();
    private int _passed;
    private int _failed;
    private int _skipped;

    /// <summary>Runs all tests, or those whose names contain one of some texts.</summary>
    /// <returns>Whether some passed and none failed.</returns>
    public bool Run(string[] names)
    {
        Assembly assembly = typeof(SuiteRun).Assembly;
        output.WriteLine(Where());
        using var framework = new XunitTestFramework(this);
        using (ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly)))
            Await(() => discoverer.Find(includeSourceInformation: false, this, new SuiteOptions()));
        ITestCase[] chosen = [.. _cases.Where(one => names.Length == 0 || names.Any(
            name => one.DisplayName.Contains(name, StringComparison.OrdinalIgnoreCase)))];
        ITestCase[] possible = [.. chosen.Where(CanRun)];
        using (ITestFrameworkExecutor executor = framework.GetExecutor(assembly.GetName()))
            Await(() => executor.RunTests(possible, this, new SuiteOptions()));
        output.WriteLine($"{_passed} passed, {_failed} failed, {_skipped} skipped");
        return _failed == 0 && _passed > 0;
    }

    /// <inheritdoc/>
    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestCaseDiscoveryMessage found:
                _cases.Add(found.TestCase);
                break;
            case ITestPassed passed:
                _passed++;
                Say("ok", passed.ExecutionTime, passed.Test.DisplayName);
                break;
            case ITestSkipped skipped:
                _skipped++;
                Say("skip", 0, $"{skipped.Test.DisplayName}: {skipped.Reason}");
                break;
            case ITestFailed failed:
                Fail(failed.ExecutionTime, failed.Test.DisplayName, failed);
                break;
            case IErrorMessage error:
                Fail(0, "xunit", error);
                break;
            case IFailureInformation cleanup:
                Fail(0, message.GetType().Name, cleanup);
                break;
            case IDiscoveryCompleteMessage or ITestAssemblyFinished:
                _finished.Set();
                break;
        }

        return true;
    }

    public void Dispose() => _finished.Dispose();

    private static string Where()
    {
        using IlgpuDevice? device = TestDevices.NoOpenCL == null ? IlgpuDevice.Open(TestDevices.Kind) : null;
        return device == null
            ? $"{TestDevices.NoOpenCL} Tests that need such a device are skipped; RNNGEN_TEST_DEVICE names it."
            : $"On {device.Name}, {device.LargeProducts}";
    }

    private static bool HasSources([CallerFilePath] string here = "") => File.Exists(here);

    private bool CanRun(ITestCase one)
    {
        if (HasSources() || !one.Traits.TryGetValue(Needs, out List<string>? needs) || !needs.Contains(Sources))
            return true;
        _skipped++;
        Say("skip", 0, $"{one.DisplayName}: Needs the sources that it was built from.");
        return false;
    }

    private void Await(Action start)
    {
        _finished.Reset();
        start();
        _finished.Wait();
    }

    private void Fail(decimal seconds, string name, IFailureInformation failure)
    {
        _failed++;
        Say("FAILED", seconds, name);
        for (int i = 0; i < failure.Messages.Length; i++)
            output.WriteLine($"{failure.Messages[i]}\n{failure.StackTraces[i]}");
    }

    private void Say(string how, decimal seconds, string name) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{how,-6} {seconds,7:0.0} s  {name}"));
}
