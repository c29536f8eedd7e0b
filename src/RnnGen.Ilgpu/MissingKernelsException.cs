using System.Reflection;

namespace RnnGen.Ilgpu;

/// <summary>
/// A model is to be computed on a device and has no kernels: its project did not reference RnnGen.Ilgpu when it was
/// compiled, or the model is beyond devices. The message has what to write into which project.
/// </summary>
public sealed class MissingKernelsException : NotSupportedException
{
    private MissingKernelsException(string model, AssemblyName project)
        : base(
            $"{model} has no kernels for devices: they are emitted where the project that declares it references "
            + $"RnnGen.Ilgpu. Add <PackageReference Include=\"RnnGen.Ilgpu\" Version=\"{Version}\" /> to the "
            + $".csproj of {project.Name}, which {model} was compiled in, and build it again. If it is there already, "
            + "the model is beyond devices, and the warning RNN0210 of that build says why.")
    {
        Model = model;
        Project = project.Name ?? "";
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>The name of the assembly that declares it, which is its project's by default.</summary>
    public string Project { get; }

    private static string Version => typeof(MissingKernelsException).Assembly.GetName().Version!.ToString(3);

    internal static MissingKernelsException Of<T>(Model<T> model)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        new(model.Info.Name, model.GetType().Assembly.GetName());
}
