using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>Runs the slices of a batch backward, each into its own weight gradients.</summary>
internal sealed unsafe class BackwardWork<T>(Workspace<T> work, HeadLosses<T> losses) : SliceWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Gradient of each head's outputs in the batch's layout, or null: it is what the head's loss has written into the
    /// slices, or zero.
    /// </summary>
    public T*[] OutputGradients { get; } = new T*[work.Info.Heads.Count];

    /// <summary>Whether losses have written the gradients of their heads, and of their own parameters.</summary>
    public bool StartsFromLoss { get; set; }

    /// <summary>
    /// Whether the gradients of the states before the first step are read where those of the batch are not.
    /// </summary>
    public bool NeedsStateGradient { get; set; }

    /// <summary>All final states' gradients [B, Size] one after the other, or null for zero.</summary>
    public T* FinalStateGradient { get; set; }

    public override void Begin(int index)
    {
        SliceSlot<T> slot = work.Slot(index);
        for (int head = 0; head < OutputGradients.Length; head++)
            WriteOutputGradient(slot, head);
        WriteFinalGradients(slot);
    }

    public override void Compute(int index, Team team)
    {
        Slice<T> slice = work.Slot(index).Slice;
        slice = slice with
        {
            Team = team,
            StartsFromRest = work.StartsFromRest,
            WantsStateGradient = slice.WantsInputGradient || NeedsStateGradient,
        };
        Part part = team.Part(work.Program.GradientLength, Slice<T>.Padding);
        Clear(slice.Gradients + part.From, part.Count);
        team.WaitLong();
        work.Program.Backward(in slice);
    }

    public override void End(int index)
    {
        if (StartsFromLoss)
            losses.WriteGradients(index);
    }

    private void WriteOutputGradient(SliceSlot<T> slot, int number)
    {
        HeadInfo head = work.Info.Heads[number];
        T* source = OutputGradients[number];
        T* target = work.At(slot, Port.OutputGradient(work.Info, number));
        if (source == null)
        {
            if (!StartsFromLoss || losses[number] == null)
                Clear(target, (head.PerStep ? work.Axis(slot, head.Axis).Steps : 1) * Length(slot, head.Width));
        }
        else if (head.PerStep)
        {
            Exchange<T>.WriteSequences(work, slot, head.Axis, source, head.Width, target);
        }
        else
        {
            Exchange<T>.WriteVectors(work, slot, head.Axis, source, head.Width, target);
        }
    }

    private static long Length(SliceSlot<T> slot, int width) => (long)slot.Rows * Workspace<T>.Stride(width);

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
