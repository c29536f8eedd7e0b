using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>
/// Copies between the users' batch-major, dense memory and a slice's time-major, padded memory. Writing into a slice
/// zeroes the padding of rows and everything beyond a row's length; reading leaves what lies beyond untouched. Where a
/// segment of the batch is computed, its steps alone are written and read.
/// </summary>
internal static unsafe class Exchange<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Writes sequences: source [B, T, width] to target [Steps, Rows, stride].</summary>
    public static void WriteSequences(
        Workspace<T> work, SliceSlot<T> slot, int axis, T* source, int width, T* target)
    {
        int stride = Workspace<T>.Stride(width);
        SliceAxis sorted = work.Axis(slot, axis);
        int rows = sorted.Rows;
        long rowLength = (long)work.BatchStepsOf(axis) * width;
        source += (long)work.FirstStepOn(axis) * width;
        for (int r = 0; r < rows; r++)
        {
            T* from = source + (work.RowAt(slot, axis, r) * rowLength);
            int length = sorted.Lengths[r];
            for (int t = 0; t < sorted.Steps; t++)
            {
                T* to = target + ((((long)t * rows) + r) * stride);
                WriteRow(from + ((long)t * width), t < length ? width : 0, to, stride);
            }
        }
    }

    /// <summary>Writes vectors: source [B, width] to target [Rows, stride].</summary>
    public static void WriteVectors(
        Workspace<T> work, SliceSlot<T> slot, int axis, T* source, int width, T* target)
    {
        int stride = Workspace<T>.Stride(width);
        for (int r = 0; r < slot.Rows; r++)
        {
            T* from = source + ((long)work.RowAt(slot, axis, r) * width);
            WriteRow(from, width, target + ((long)r * stride), stride);
        }
    }

    /// <summary>Writes one value to vectors [Rows, stride].</summary>
    public static void FillVectors(SliceSlot<T> slot, T value, int width, T* target)
    {
        int stride = Workspace<T>.Stride(width);
        for (int r = 0; r < slot.Rows; r++)
        {
            var row = new Span<T>(target + ((long)r * stride), stride);
            row[..width].Fill(value);
            row[width..].Clear();
        }
    }

    /// <summary>Writes tokens of an input: source [B, T] to the slice's [Steps, Rows].</summary>
    public static void WriteTokens(Workspace<T> work, SliceSlot<T> slot, int input, int* source)
    {
        int* target = Workspace<T>.TokensOf(in slot.Slice, input);
        int axis = work.Info.Inputs[input].Axis;
        SliceAxis sorted = work.Axis(slot, axis);
        int rows = sorted.Rows;
        source += work.FirstStepOn(axis);
        for (int r = 0; r < rows; r++)
        {
            int* from = source + ((long)work.RowAt(slot, axis, r) * work.BatchStepsOf(axis));
            int length = sorted.Lengths[r];
            for (int t = 0; t < sorted.Steps; t++)
                target[((long)t * rows) + r] = t < length ? from[t] : 0;
        }
    }

    /// <summary>Writes what an input reads: features, tokens or vectors, all batch-major.</summary>
    public static void WriteInput(Workspace<T> work, SliceSlot<T> slot, int input, void* source)
    {
        InputInfo info = work.Info.Inputs[input];
        if (info.Vocabulary > 0)
            WriteTokens(work, slot, input, (int*)source);
        else if (info.PerStep)
            WriteSequences(work, slot, info.Axis, (T*)source, info.Features, work.At(slot, Port.Input(input)));
        else
            WriteVectors(work, slot, info.Axis, (T*)source, info.Features, work.At(slot, Port.Input(input)));
    }

    /// <summary>
    /// Reads sequences: source [Steps, Rows, stride] to target [B, T, width], zero beyond a row's length.
    /// </summary>
    public static void ReadSequences(
        Workspace<T> work, SliceSlot<T> slot, int axis, T* source, int width, T* target)
    {
        int stride = Workspace<T>.Stride(width);
        SliceAxis sorted = work.Axis(slot, axis);
        int rows = sorted.Rows, steps = work.StepsOf(axis);
        long rowLength = (long)work.BatchStepsOf(axis) * width;
        target += (long)work.FirstStepOn(axis) * width;
        for (int r = 0; r < rows; r++)
        {
            T* to = target + (work.RowAt(slot, axis, r) * rowLength);
            int length = sorted.Lengths[r];
            for (int t = 0; t < length; t++)
                Copy(source + ((((long)t * rows) + r) * stride), to + ((long)t * width), width);
            new Span<T>(to + ((long)length * width), (steps - length) * width).Clear();
        }
    }

    /// <summary>Reads vectors: source [Rows, stride] to target [B, width].</summary>
    public static void ReadVectors(
        Workspace<T> work, SliceSlot<T> slot, int axis, T* source, int width, T* target)
    {
        int stride = Workspace<T>.Stride(width);
        for (int r = 0; r < slot.Rows; r++)
            Copy(source + ((long)r * stride), target + ((long)work.RowAt(slot, axis, r) * width), width);
    }

    /// <summary>
    /// Reads an alignment: a row for each step of the query, as long as the memory, into
    /// [B, query steps, memory steps], zero beyond a row's lengths.
    /// </summary>
    public static void ReadAlignment(Workspace<T> work, SliceSlot<T> slot, int alignment, T* target)
    {
        AlignmentInfo info = work.Info.Alignments[alignment];
        SliceAxis sorted = work.Axis(slot, info.Axis);
        int read = work.Axis(slot, info.MemoryAxis).Steps;
        int stride = Workspace<T>.Stride(read);
        int steps = work.BatchStepsOf(info.Axis), width = work.BatchStepsOf(info.MemoryAxis);
        T* source = work.At(slot, Port.Alignment(work.Info, alignment));
        for (int r = 0; r < sorted.Rows; r++)
        {
            T* to = target + ((long)work.RowAt(slot, info.Axis, r) * steps * width);
            for (int t = 0; t < steps; t++, to += width)
            {
                int count = t < sorted.Lengths[r] ? read : 0;
                Copy(source + ((((long)t * sorted.Rows) + r) * stride), to, count);
                new Span<T>(to + count, width - count).Clear();
            }
        }
    }

    /// <summary>Reads a head's output into target [B, T, Width] or [B, Width].</summary>
    public static void ReadOutput(Workspace<T> work, SliceSlot<T> slot, int head, T* target)
    {
        HeadInfo info = work.Info.Heads[head];
        T* output = work.At(slot, Port.Output(work.Info, head));
        if (info.PerStep)
            ReadSequences(work, slot, info.Axis, output, info.Width, target);
        else
            ReadVectors(work, slot, info.Axis, output, info.Width, target);
    }

    /// <summary>Reads the gradient of an input's features into target [B, T, F] or [B, F].</summary>
    public static void ReadInputGradient(Workspace<T> work, SliceSlot<T> slot, int input, T* target)
    {
        InputInfo info = work.Info.Inputs[input];
        T* gradient = work.At(slot, Port.InputGradient(input));
        if (info.PerStep)
            ReadSequences(work, slot, info.Axis, gradient, info.Features, target);
        else
            ReadVectors(work, slot, info.Axis, gradient, info.Features, target);
    }

    /// <summary>Reads the final values of all states, or the gradients of the initial ones.</summary>
    public static void ReadStates(Workspace<T> work, SliceSlot<T> slot, bool gradients, T* target)
    {
        for (int s = 0; s < work.Info.States.Count; s++)
        {
            StateInfo state = work.Info.States[s];
            int port = gradients ? Port.InitialGradient(work.Info, s) : Port.Final(work.Info, s);
            ReadVectors(work, slot, state.Axis, work.At(slot, port), state.Size, target);
            target += (long)work.Rows * state.Size;
        }
    }

    /// <summary>Reads the states of all slices.</summary>
    public static void ReadStates(Workspace<T> work, bool gradients, T* target)
    {
        for (int i = 0; i < work.SliceCount; i++)
            ReadStates(work, work.Slot(i), gradients, target);
    }

    private static void WriteRow(T* from, int width, T* to, int stride)
    {
        Copy(from, to, width);
        new Span<T>(to + width, stride - width).Clear();
    }

    private static void Copy(T* from, T* to, int width) =>
        new ReadOnlySpan<T>(from, width).CopyTo(new Span<T>(to, width));
}
