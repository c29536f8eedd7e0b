using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>A workspace for one evaluation at a time.</summary>
internal sealed class Predictor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Predictor(ModelProgram<T> program)
    {
        Work = new Workspace<T>(program);
        Forward = new ForwardWork<T>(Work);
    }

    public Workspace<T> Work { get; }

    public ForwardWork<T> Forward { get; }
}
