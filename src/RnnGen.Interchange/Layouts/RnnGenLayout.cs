namespace RnnGen.Layouts;

/// <summary>What RnnGen saves: PyTorch's names and orders, biases and equations as declared.</summary>
internal sealed class RnnGenLayout : PyTorchLayout
{
    public override string System => "RnnGen";

    protected override bool IsOwn => true;
}
