using System.Numerics;

namespace RnnGen.Testing;

/// <summary>Runs every kernel of some declarations once, for someone who watches the JIT.</summary>
public static class KernelRun
{
    /// <summary>Forward, backward, prediction and stream of each declaration.</summary>
    public static void Run(IReadOnlyList<Declaration> declarations)
    {
        CompiledDeclarations compiled = DeclarationCompiler.Compile(declarations);
        foreach (Declaration declaration in declarations)
        {
            if (declaration.Precision == Precision.Double)
                RunOne(compiled.Create<double>(declaration));
            else
                RunOne(compiled.Create<float>(declaration));
        }
    }

    private static void RunOne<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var backend = new CpuBackend();
        foreach (int rows in new[] { 1, 3, 19 })
        {
            StackCase drawn = RandomCase.Draw(model.Info, model.Info.Name, rows, 4, null, seed: rows);
            backend.Evaluate(model, drawn, gradients: true);
            backend.Evaluate(model, drawn, gradients: false);
        }

        if (!model.Info.IsCausal || model.Info.Vocabulary > 0)
            return;
        using ModelStream<T> stream = model.CreateStream();
        stream.Step(new T[model.Info.Features]);
    }
}
