using RnnGen.Generators.Diagnostics;

namespace RnnGen.Generators.Pipeline;

/// <summary>From a model's declaration to its files: the compiler's, or a stub.</summary>
internal static class ModelSources
{
    public static Sources Compile(
        ModelDeclaration model, Precision? precision, bool devices, CancellationToken cancellation)
    {
        ModelSpec spec = model.HasPrecision || precision is null
            ? model.Spec : model.Spec with { Precision = precision.Value };
        string owner = HintNames.Owner(spec.Namespace, spec.ContainingTypes, spec.Name);
        if (!model.CanExtend)
            return new Sources { Owner = owner, InternalError = model.InternalError };
        try
        {
            if ((model.Error ?? FirstError(spec)) is { } error)
                return new Sources { Owner = owner, Files = Stub(spec, owner, error) };
            return new Sources { Owner = owner, Files = ModelCompiler.Compile(spec, devices, cancellation) };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            string message = DeclarationReader.Describe(failure);
            string stub = DiagnosticIds.InternalError + ": RnnGen failed: " + message;
            return new Sources { Owner = owner, Files = Stub(spec, owner, stub), InternalError = message };
        }
    }

    /// <summary>Every stage of a right declaration, as a file of comments.</summary>
    public static Sources Dump(ModelDeclaration model)
    {
        ModelSpec spec = model.Spec;
        string owner = HintNames.Owner(spec.Namespace, spec.ContainingTypes, spec.Name);
        if (!model.CanExtend || model.Error is not null || FirstError(spec) is not null)
            return new Sources { Owner = owner };
        string text = string.Join(
            "\n", ModelCompiler.Dump(spec).Split('\n').Select(static line => ("// " + line).TrimEnd()));
        return new Sources { Owner = owner, Files = EquatableArray.Of(new GeneratedFile(owner + ".dump.g.cs", text)) };
    }

    private static EquatableArray<GeneratedFile> Stub(ModelSpec spec, string owner, string message)
        => EquatableArray.Of(new GeneratedFile(owner + ".g.cs", ModelCompiler.Stub(spec, message)));

    private static string? FirstError(ModelSpec spec)
    {
        foreach (CompilerDiagnostic diagnostic in ModelCompiler.Check(spec))
        {
            if (DiagnosticDescriptors.IsError(diagnostic.Id))
                return DiagnosticDescriptors.Format(diagnostic);
        }

        return null;
    }
}
