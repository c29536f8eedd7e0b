namespace RnnGen.Onnx.Tests;

/// <summary>A test that runs models in ONNX Runtime; skipped where it is not installed.</summary>
internal sealed class RuntimeTheoryAttribute : TheoryAttribute
{
    public RuntimeTheoryAttribute() => Skip = Peer.NoRuntime;
}
