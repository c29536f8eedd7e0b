namespace RnnGen.Compiler.Emit;

/// <summary>Prints the bodies of layer methods, which nobody runs.</summary>
internal static class LayerMethodEmitter
{
    public static void Emit(CodeWriter writer, ModelSpec spec)
    {
        if (spec.Graph is not { } graph)
            return;
        if (graph.Forward is { } forward)
        {
            writer.Line();
            writer.Line("// The method that wires the layers: it is read, and nobody calls it.");
            writer.Line($"private const string __Forward = nameof({forward.Name});");
        }

        if (graph.Step is { } step)
        {
            writer.Line();
            writer.Line("// A decoder's step, which that method calls: it is read as well.");
            writer.Line($"private const string __Step = nameof({step.Name});");
        }

        foreach (LayerMethod method in graph.Methods)
        {
            writer.Line();
            writer.Line(method.Head);
            writer.Indented(() => writer.Line("=> throw global::RnnGen.Symbolic.Seq.ReadByTheGenerator();"));
        }
    }
}
