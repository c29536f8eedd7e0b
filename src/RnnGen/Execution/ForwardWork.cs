using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>Runs the slices of a batch forward, copying inputs in and outputs out.</summary>
internal sealed unsafe class ForwardWork<T>(Workspace<T> work) : SliceWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What each input reads: features [B, T, F] or [B, F], or tokens [B, T].</summary>
    public void*[] Inputs { get; } = new void*[work.Info.Inputs.Count];

    /// <summary>All states' initial values [B, Size] one after the other, or null for the declared ones.</summary>
    public T* InitialStates
    {
        get;
        set
        {
            field = value;
            work.StartsFromRest = value == null;
        }
    }

    /// <summary>Receives the outputs of each head; null leaves them in the slices.</summary>
    public T*[] Outputs { get; } = new T*[work.Info.Heads.Count];

    /// <summary>Given masks; others are drawn.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<T>>? Masks { get; set; }

    /// <summary>Seed of the drawn masks.</summary>
    public ulong Seed { get; set; }

    /// <summary>Training step of the drawn masks.</summary>
    public long Step { get; set; }

    /// <summary>Takes the inputs of a batch.</summary>
    /// <param name="batch">The batch, which has been checked.</param>
    /// <param name="pins">Holds them.</param>
    public void Give(Batch<T> batch, Pins pins)
    {
        for (int i = 0; i < Inputs.Length; i++)
        {
            BatchInput<T> input = batch.Input(work.Info, i);
            Inputs[i] = input.HasTokens ? pins.Pin(input.Tokens) : (void*)pins.Pin(input.Features);
        }
    }

    public override void Begin(int index)
    {
        SliceSlot<T> slot = work.Slot(index);
        BeginInputs(slot);
        if (work.Training)
            WriteMasks(slot, draws: true);
    }

    /// <summary>As <see cref="Begin"/>, for a device that draws the masks that are not given.</summary>
    public void BeginOnDevice(int index)
    {
        SliceSlot<T> slot = work.Slot(index);
        BeginInputs(slot);
        WriteMasks(slot, draws: false);
    }

    private void BeginInputs(SliceSlot<T> slot)
    {
        for (int i = 0; i < Inputs.Length; i++)
            Exchange<T>.WriteInput(work, slot, i, Inputs[i]);
        WriteStates(slot);
    }

    public override void Compute(int index, Team team)
    {
        Slice<T> slice = work.Slot(index).Slice with { Team = team, StartsFromRest = work.StartsFromRest };
        work.Program.Forward(in slice);
    }

    public override void End(int index)
    {
        for (int head = 0; head < Outputs.Length; head++)
        {
            if (Outputs[head] != null)
                Exchange<T>.ReadOutput(work, work.Slot(index), head, Outputs[head]);
        }
    }

    /// <summary>Writes the initial states of a slice.</summary>
    public void WriteStates(SliceSlot<T> slot)
    {
        T* source = InitialStates;
        for (int s = 0; s < work.Info.States.Count; s++)
        {
            StateInfo state = work.Info.States[s];
            T* target = work.At(slot, Port.Initial(work.Info, s));
            if (source == null)
            {
                Exchange<T>.FillVectors(slot, FloatCast<T>.FromDouble(state.Initial), state.Size, target);
                continue;
            }

            Exchange<T>.WriteVectors(work, slot, state.Axis, source, state.Size, target);
            source += (long)work.Rows * state.Size;
        }
    }

    private void WriteMasks(SliceSlot<T> slot, bool draws)
    {
        for (int i = 0; i < work.Info.DropoutSites.Count; i++)
        {
            int port = Port.Mask(work.Info, i);
            if (!Workspace<T>.IsPresent(slot, port))
                continue;

            DropoutSite site = work.Info.DropoutSites[i];
            T* target = work.At(slot, port);
            if (Masks != null && Masks.TryGetValue(site.Name, out ReadOnlyMemory<T> given))
                CopyMask(slot, site, given.Span, target);
            else if (draws)
                DrawMask(slot, site, DropoutMask.Key(Seed, Step, i), target);
        }
    }

    private void CopyMask(SliceSlot<T> slot, DropoutSite site, ReadOnlySpan<T> given, T* target)
    {
        fixed (T* source = given)
        {
            if (site.PerSequence)
                Exchange<T>.WriteVectors(work, slot, site.Axis, source, site.Width, target);
            else
                Exchange<T>.WriteSequences(work, slot, site.Axis, source, site.Width, target);
        }
    }

    private void DrawMask(SliceSlot<T> slot, DropoutSite site, ulong key, T* target)
    {
        int stride = Workspace<T>.Stride(site.Width);
        SliceAxis axis = work.Axis(slot, site.Axis);
        int steps = site.PerSequence ? 1 : axis.Steps;
        int start = site.PerSequence ? 0 : work.FirstStepOn(site.Axis);
        for (int t = 0; t < steps; t++)
        {
            for (int r = 0; r < axis.Rows; r++)
            {
                var mask = new Span<T>(target + ((((long)t * axis.Rows) + r) * stride), stride);
                int width = site.PerSequence || t < axis.Lengths[r] ? site.Width : 0;
                int row = work.RowAt(slot, site.Axis, r);
                DropoutMask.Fill(mask[..width], key, row, start + t, site.Rate, site.Kind);
                mask[width..].Clear();
            }
        }
    }
}
