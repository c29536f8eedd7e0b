using RnnGen.Program;
using RnnGen.Simd;

namespace RnnGen;

/// <summary>A recurrent network, whatever its float type.</summary>
public abstract class Model
{
    private protected Model(ModelInfo info) => Info = info;

    /// <summary>Layers, parameters, states and loss, as declared.</summary>
    public ModelInfo Info { get; }

    /// <summary>The instruction set that the kernels run on: same tier, same bits.</summary>
    public InstructionTier Tier => Cpu.Tier;

    /// <summary>The model as a table: layers, output shapes, parameter counts and their total.</summary>
    public override string ToString() => ModelSummary.Format(Info);
}
