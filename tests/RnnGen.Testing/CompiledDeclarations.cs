using System.Numerics;
using System.Reflection;
using System.Runtime.Loader;

namespace RnnGen.Testing;

/// <summary>Loaded model classes, by declaration.</summary>
public sealed class CompiledDeclarations : IDisposable
{
    private readonly Dictionary<Declaration, Type> _types = [];
    private readonly Dictionary<Declaration, string> _failures = [];
    private readonly AssemblyLoadContext _context = new("declarations", isCollectible: true);

    internal int AssemblyCount { get; private set; }

    /// <summary>Declarations that did not compile, with the reason.</summary>
    public IReadOnlyDictionary<Declaration, string> Failures => _failures;

    /// <summary>The class of a declaration; throws the compiler's report where it has none.</summary>
    public Type TypeOf(Declaration declaration) =>
        _types.TryGetValue(declaration, out Type? type)
            ? type
            : throw new InvalidOperationException(
                _failures.GetValueOrDefault(declaration, "The declaration was not compiled."));

    /// <summary>A new model of a declaration.</summary>
    public Model<T> Create<T>(Declaration declaration, ulong seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ConstructorInfo constructor = TypeOf(declaration).GetConstructor([typeof(ulong)])
            ?? throw new InvalidOperationException("The model has no constructor with a seed.");
        return (Model<T>)constructor.Invoke([seed]);
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Unload();

    internal Assembly Load(string name, Stream image)
    {
        AssemblyCount++;
        Assembly assembly = _context.LoadFromStream(image);
        return assembly;
    }

    internal void Add(Declaration declaration, Type type) => _types.Add(declaration, type);

    internal void Fail(Declaration declaration, string reason) => _failures[declaration] = reason;
}
