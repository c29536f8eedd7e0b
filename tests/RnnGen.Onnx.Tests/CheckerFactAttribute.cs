namespace RnnGen.Onnx.Tests;

/// <summary>A test that asks ONNX's own checker; skipped where it is not installed.</summary>
internal sealed class CheckerFactAttribute : FactAttribute
{
    public CheckerFactAttribute() => Skip = Peer.NoChecker;
}
