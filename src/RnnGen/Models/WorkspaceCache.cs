using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>Keeps predictors between calls, so that each thread finds one and none is made after warm-up.</summary>
internal sealed class WorkspaceCache<T>(Model<T> model) : IDisposable
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

        return new Predictor<T>(model.OpenProgram());
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

    /// <summary>Frees those that nobody has.</summary>
    public void Dispose()
    {
        for (int i = 0; i < _free.Length; i++)
            Interlocked.Exchange(ref _free[i], null)?.Work.Dispose();
    }
}
