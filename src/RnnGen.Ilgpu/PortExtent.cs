using RnnGen.Program;
using P = RnnGen.Program.Port;

namespace RnnGen.Ilgpu;

/// <summary>How much memory a port has: rows of an axis, of one step or of all.</summary>
/// <param name="Port">The port.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Axis">The axis whose rows and steps it has.</param>
/// <param name="PerStep">Whether it has a row for each step.</param>
/// <param name="Width">Floats of a row; of an alignment, the axis whose steps these are.</param>
internal readonly record struct PortExtent(int Port, PortRole Role, int Axis, bool PerStep, int Width)
{
    /// <summary>All ports of a model.</summary>
    public static PortExtent[] All(ModelInfo info) =>
    [
        .. info.Inputs.SelectMany((input, i) => input.Vocabulary > 0 ? Array.Empty<PortExtent>() :
        [
            new(P.Input(i), PortRole.Input, input.Axis, input.PerStep, input.Features),
            new(P.InputGradient(i), PortRole.InputGradient, input.Axis, input.PerStep, input.Features),
        ]),
        .. info.Heads.SelectMany((head, i) => new PortExtent[]
        {
            new(P.Output(info, i), PortRole.Output, head.Axis, head.PerStep, head.Width),
            new(P.OutputGradient(info, i), PortRole.OutputGradient, head.Axis, head.PerStep, head.Width),
        }),
        .. info.States.SelectMany((state, i) => new PortExtent[]
        {
            new(P.Initial(info, i), PortRole.Initial, state.Axis, false, state.Size),
            new(P.Final(info, i), PortRole.Final, state.Axis, false, state.Size),
            new(P.FinalGradient(info, i), PortRole.FinalGradient, state.Axis, false, state.Size),
            new(P.InitialGradient(info, i), PortRole.InitialGradient, state.Axis, false, state.Size),
        }),
        .. info.DropoutSites.Select((site, i) => new PortExtent(
            P.Mask(info, i), PortRole.Mask, site.Axis, !site.PerSequence, site.Width)),
        .. info.TokenTables.Select((table, i) => new PortExtent(
            P.TokenGradient(info, i), PortRole.TokenGradient, info.Inputs[table.Input].Axis, true,
            info.Parameters[table.Parameter].Columns)),
        .. info.Alignments.Select((one, i) => new PortExtent(
            P.Alignment(info, i), PortRole.Alignment, one.Axis, true, one.MemoryAxis)),
        .. (info.Step?.States ?? []).SelectMany((state, i) => new PortExtent[]
        {
            new(P.StepInitial(info, i), PortRole.StepInitial, state.Axis, false, state.Size),
            new(P.StepFinal(info, i), PortRole.StepFinal, state.Axis, false, state.Size),
        }),
    ];
}
