using RnnGen.Program;

namespace RnnGen.Conformance.Tests;

/// <summary>A program that lets something happen while it fills its folded tables.</summary>
internal sealed class FoldingProgram(ModelProgram<float> program) : ModelProgram<float>
{
    /// <summary>What happens in the middle.</summary>
    public Action Folding { get; set; } = static () => { };

    public override ModelInfo Info => program.Info;

    public override long PackedLength => program.PackedLength;

    public override long GradientLength => program.GradientLength;

    public override long FoldedLength => program.FoldedLength;

    public override WeightLayout Layout => program.Layout;

    public override long Plan(ReadOnlySpan<AxisSize> axes, bool training, Span<long> ports)
        => program.Plan(axes, training, ports);

    public override void Forward(in Slice<float> slice) => program.Forward(slice);

    public override void Backward(in Slice<float> slice) => program.Backward(slice);

    public override void Fold(in Slice<float> slice, Part tokens)
    {
        program.Fold(slice, tokens);
        Folding();
    }
}
