using Xunit.Abstractions;

namespace RnnGen.Ilgpu.Tests.Suite;

/// <summary>What xunit is told about finding and running tests: its defaults.</summary>
internal sealed class SuiteOptions : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
{
    private readonly Dictionary<string, object?> _values = [];

    public TValue GetValue<TValue>(string name) =>
        _values.TryGetValue(name, out object? value) ? (TValue)value! : default!;

    public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
}
