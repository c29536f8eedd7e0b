using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>Keeps predictors between calls, so that each thread finds one and none is made after warm-up.</summary>
internal sealed class WorkspaceCache<T>(ModelProgram<T> program)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Predictor<T>?[] _free = new Predictor<T>?[64];

    public Predictor<T> Rent()
    {
        for (int i = 0; i < _free.Length; i++)
        {
            if (_free[i] != null && Interlocked.Exchange(ref _free[i], null) is { } found)
                return found;
        }

        return new Predictor<T>(program);
    }

    public void Return(Predictor<T> predictor)
    {
        for (int i = 0; i < _free.Length; i++)
        {
            if (_free[i] == null && Interlocked.CompareExchange(ref _free[i], predictor, null) == null)
                return;
        }

        predictor.Work.Dispose();
    }
}
