using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>Runs the slices of a batch backward, each into its own weight gradients.</summary>
internal sealed unsafe class BackwardWork<T>(Workspace<T> work, LossMemory<T>? loss) : SliceWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// The outputs' gradient in the batch's layout, or null where the loss has written it into the slices.
    /// </summary>
    public T* OutputGradient { get; set; }

    /// <summary>Whether the outputs' gradient is the loss's, so that the loss's own parameters have theirs.</summary>
    public bool StartsFromLoss { get; set; }

    /// <summary>All final states' gradients [B, Size] one after the other, or null for zero.</summary>
    public T* FinalStateGradient { get; set; }

    public override void Begin(int index)
    {
        SliceSlot<T> slot = work.Slot(index);
        if (OutputGradient != null)
            WriteOutputGradient(slot);
        WriteFinalGradients(slot);
    }

    public override void Compute(int index, Team team)
    {
        Slice<T> slice = work.Slot(index).Slice with { Team = team };
        Part part = team.Part(work.Program.GradientLength, Slice<T>.Padding);
        Clear(slice.Gradients + part.From, part.Count);
        team.WaitLong();
        work.Program.Backward(in slice);
    }

    public override void End(int index)
    {
        if (StartsFromLoss)
            loss?.WriteGradients(index);
    }

    private void WriteOutputGradient(SliceSlot<T> slot)
    {
        HeadInfo head = work.Info.Heads[0];
        T* target = work.At(slot, Port.OutputGradient(work.Info, 0));
        if (head.PerStep)
            Exchange<T>.WriteSequences(work, slot, head.Axis, OutputGradient, head.Width, target);
        else
            Exchange<T>.WriteVectors(work, slot, head.Axis, OutputGradient, head.Width, target);
    }

    private void WriteFinalGradients(SliceSlot<T> slot)
    {
        T* source = FinalStateGradient;
        for (int s = 0; s < work.Info.States.Count; s++)
        {
            StateInfo state = work.Info.States[s];
            T* target = work.At(slot, Port.FinalGradient(work.Info, s));
            if (source == null)
            {
                Exchange<T>.FillVectors(slot, T.Zero, state.Size, target);
                continue;
            }

            Exchange<T>.WriteVectors(work, slot, state.Axis, source, state.Size, target);
            source += (long)work.Rows * state.Size;
        }
    }

    private static void Clear(T* target, long length)
    {
        const int Piece = 1 << 24;
        for (long i = 0; i < length; i += Piece)
            new Span<T>(target + i, (int)Math.Min(Piece, length - i)).Clear();
    }
}
