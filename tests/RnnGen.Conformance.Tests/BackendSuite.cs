using RnnGen.Testing;

namespace RnnGen.Conformance.Tests;

/// <summary>
/// What every backend must do: each derives a class, which says what cases it can afford and what it needs to run. What
/// only the processor promises is in <see cref="ConformanceSuite"/>.
/// </summary>
public abstract class BackendSuite
{
    /// <summary>The backend under test.</summary>
    protected abstract IBackend Backend { get; }

    /// <summary>Gradients in double against central differences of the same backend's forward pass.</summary>
    public virtual void Gradients_InDouble_EqualFiniteDifferences(string name)
    {
        (Model<double> model, StackCase drawn) = Small(name);
        FiniteDifferences.Check(Backend, model, drawn);
    }

    /// <summary>Outputs, final states, losses and all gradients in single precision.</summary>
    public virtual void Single_AgainstTheReference_StaysWithinBounds(string name)
    {
        foreach ((Model<float> model, StackCase drawn) in Large(name))
        {
            StackResult actual = Backend.Evaluate(model, drawn, gradients: true);
            Results.Close(Reference(name, drawn), actual, forward: 1e-5, gradient: 5e-5);
        }
    }

    /// <summary>The same batch again.</summary>
    public virtual void Rerun_OfTheSameBatch_HasTheSameBits(string name)
    {
        foreach ((Model<float> model, StackCase drawn) in Large(name))
        {
            StackResult first = Backend.Evaluate(model, drawn, gradients: true);
            Results.SameBits(first, Backend.Evaluate(model, drawn, gradients: true));
        }
    }

    /// <summary>A case of few parameters, for finite differences.</summary>
    protected abstract (Model<double> Model, StackCase Drawn) Small(string name);

    /// <summary>A case's batches, of sizes beyond a register and a tile, with remainders.</summary>
    protected abstract IEnumerable<(Model<float> Model, StackCase Drawn)> Large(string name);

    /// <summary>What results are compared with.</summary>
    protected abstract StackResult Reference(string name, StackCase drawn);

    /// <summary>A seed that is the same on every run; string hashes are not.</summary>
    protected static int Seed(string name) => name.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));
}
