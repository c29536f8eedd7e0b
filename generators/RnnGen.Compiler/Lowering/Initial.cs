using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>What each initialiser means for a block of rows.</summary>
internal static class Initial
{
    /// <summary>A matrix block: Glorot and Bengio 2010, He et al. 2015, Saxe et al. 2014; the default is PyTorch's.</summary>
    public static TensorBlock Matrix(Initializer initializer, int rows, int columns, int defaultFan)
        => initializer switch
        {
            Initializer.Zeros => new(rows, "Constant", 0),
            Initializer.Ones => new(rows, "Constant", 1),
            Initializer.GlorotUniform => new(rows, "Uniform", Math.Sqrt(6.0 / (rows + columns))),
            Initializer.GlorotNormal => new(rows, "Normal", Math.Sqrt(2.0 / (rows + columns))),
            Initializer.HeUniform => new(rows, "Uniform", Math.Sqrt(6.0 / columns)),
            Initializer.HeNormal => new(rows, "Normal", Math.Sqrt(2.0 / columns)),
            Initializer.Orthogonal => new(rows, "Orthogonal", 1),
            Initializer.Identity => new(rows, "Identity", 1),
            _ => new(rows, "Uniform", 1 / Math.Sqrt(defaultFan)),
        };

    /// <summary>A vector block; the default is PyTorch's uniform.</summary>
    public static TensorBlock Vector(Initializer initializer, int rows, int defaultFan) => initializer switch
    {
        Initializer.Zeros => Constant(rows, 0),
        Initializer.Ones => Constant(rows, 1),
        _ => new(rows, "Uniform", 1 / Math.Sqrt(defaultFan)),
    };

    public static TensorBlock Constant(int rows, double value) => new(rows, "Constant", value);
}
