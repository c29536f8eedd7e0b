using System.Numerics;
using System.Runtime.CompilerServices;
using RnnGen.Program;

namespace RnnGen.Tests;

/// <summary>
/// A program written by hand in plain loops: h = tanh(W x + u * h + b), y = mask * h, at each step or after the last.
/// It
/// reads features or the rows of an embedding.
/// </summary>
internal sealed unsafe class IndependentRnn<T> : ModelProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _inputs;
    private readonly int _units;
    private readonly int _ports;

    public IndependentRnn(ModelInfo info, int inputs)
    {
        Info = info;
        _inputs = inputs;
        _units = info.Outputs;
        _ports = Port.Count(info);
        int cell = info.Vocabulary > 0 ? 1 : 0;
        VectorBlock[] tensors = [.. info.Parameters.Skip(cell)
            .Select(p => new VectorBlock(p.Offset, (int)p.Length, p.Offset - info.Parameters[cell].Offset))];
        Layout = new WeightLayout
        {
            Panels = [],
            Vectors = tensors,
            Gradients = [],
            VectorGradients = tensors,
            PaddingTokens = info.Vocabulary > 0 ? [-1] : [],
        };
    }

    public override ModelInfo Info { get; }

    // W [H, F], u [H], b [H]; the embedding is read from the flat parameters.
    public override long PackedLength => (_units * _inputs) + (2 * _units);

    public override long GradientLength => PackedLength;

    public override WeightLayout Layout { get; }

    public override long Plan(ReadOnlySpan<AxisSize> axes, bool training, Span<long> ports)
    {
        (int rows, int steps) = axes[0];
        long next = 0;
        long Take(long vectors, int width)
        {
            long offset = next;
            next += vectors * Stride(width);
            return offset;
        }

        long all = (long)rows * steps;
        long outputs = Info.OutputPerStep ? all : rows;
        ports.Fill(-1);
        if (Info.Vocabulary == 0)
            ports[Port.Input(0)] = Take(all, _inputs);
        ports[Port.Output(Info, 0)] = Take(outputs, _units);
        ports[Port.Initial(Info, 0)] = Take(rows, _units);
        ports[Port.Final(Info, 0)] = Take(rows, _units);
        if (!training)
            return next;

        if (Info.Vocabulary == 0)
            ports[Port.InputGradient(0)] = Take(all, _inputs);
        ports[Port.OutputGradient(Info, 0)] = Take(outputs, _units);
        ports[Port.FinalGradient(Info, 0)] = Take(rows, _units);
        ports[Port.InitialGradient(Info, 0)] = Take(rows, _units);
        if (Info.DropoutSites.Count > 0)
            ports[Port.Mask(Info, 0)] = Take(Info.OutputPerStep ? all : rows, _units);
        Take(all, _units); // h of each step
        long dx = Take(all, _inputs); // of each step, for the embedding
        if (Info.Vocabulary > 0)
            ports[Port.TokenGradient(Info, 0)] = dx;
        return next;
    }

    public override void Forward(in Slice<T> slice)
    {
        var at = new Places(this, slice);
        for (int r = 0; r < slice.Rows; r++)
        {
            T* h = at.Vector(Port.Final(Info, 0), r, _units);
            Copy(at.Vector(Port.Initial(Info, 0), r, _units), h, _units);
            for (int t = 0; t < slice.Lengths[r]; t++)
            {
                Update(slice, at.X(t, r), h);
                if (slice.Training)
                    Copy(h, at.Hidden(t, r), _units);
                if (Info.OutputPerStep)
                    Emit(at, (t * slice.Rows) + r, h);
            }

            if (!Info.OutputPerStep)
                Emit(at, r, h);
        }
    }

    public override void Step(in Slice<T> slice)
    {
        Forward(slice);
        var at = new Places(this, slice);
        Copy(at.Vector(Port.Final(Info, 0), 0, _units), at.Vector(Port.Initial(Info, 0), 0, _units), _units);
    }

    public override void Backward(in Slice<T> slice)
    {
        var at = new Places(this, slice);
        Span<T> dh = stackalloc T[_units];
        for (int r = 0; r < slice.Rows; r++)
        {
            new ReadOnlySpan<T>(at.Vector(Port.FinalGradient(Info, 0), r, _units), _units).CopyTo(dh);
            if (!Info.OutputPerStep)
                AddOutput(at, r, dh);
            for (int t = slice.Steps - 1; t >= 0; t--)
            {
                new Span<T>(at.Dx(t, r), _inputs).Clear();
                if (t >= slice.Lengths[r])
                    continue;
                if (Info.OutputPerStep)
                    AddOutput(at, (t * slice.Rows) + r, dh);
                T* before = t > 0 ? at.Hidden(t - 1, r) : at.Vector(Port.Initial(Info, 0), r, _units);
                StepBack(slice, at, t, r, before, dh);
            }

            dh.CopyTo(new Span<T>(at.Vector(Port.InitialGradient(Info, 0), r, _units), _units));
        }
    }

    private static int Stride(int width) => (width + Slice<T>.Padding - 1) / Slice<T>.Padding * Slice<T>.Padding;

    private static void Copy(T* from, T* to, int width) => Unsafe.CopyBlock(to, from, (uint)(width * sizeof(T)));

    private void Update(in Slice<T> slice, T* x, T* h)
    {
        T* u = slice.Packed + (_units * _inputs);
        T* b = u + _units;
        for (int j = 0; j < _units; j++)
        {
            T a = b[j];
            for (int k = 0; k < _inputs; k++)
                a += slice.Packed[(j * _inputs) + k] * x[k];
            h[j] = T.Tanh(a + (u[j] * h[j]));
        }
    }

    private void StepBack(in Slice<T> slice, Places at, int t, int r, T* before, Span<T> dh)
    {
        T* w = slice.Packed;
        T* u = w + (_units * _inputs);
        T* dw = slice.Gradients;
        T* du = dw + (_units * _inputs);
        T* db = du + _units;
        T* x = at.X(t, r);
        T* dx = at.Dx(t, r);
        T* h = at.Hidden(t, r);
        for (int j = 0; j < _units; j++)
        {
            T da = dh[j] * (T.One - (h[j] * h[j]));
            db[j] += da;
            du[j] += da * before[j];
            for (int k = 0; k < _inputs; k++)
            {
                dw[(j * _inputs) + k] += da * x[k];
                dx[k] += da * w[(j * _inputs) + k];
            }

            dh[j] = da * u[j];
        }

        if (Info.Vocabulary == 0)
            Copy(dx, at.Vector(Port.InputGradient(0), (t * slice.Rows) + r, _inputs), _inputs);
    }

    private void Emit(Places at, int index, T* h)
    {
        T* y = at.Vector(Port.Output(Info, 0), index, _units);
        T* mask = at.Mask(index);
        for (int j = 0; j < _units; j++)
            y[j] = mask == null ? h[j] : h[j] * mask[j];
    }

    private void AddOutput(Places at, int index, Span<T> dh)
    {
        T* dy = at.Vector(Port.OutputGradient(Info, 0), index, _units);
        T* mask = at.Mask(index);
        for (int j = 0; j < _units; j++)
            dh[j] += mask == null ? dy[j] : dy[j] * mask[j];
    }

    /// <summary>Where things lie in a slice's arena: the plan, made again.</summary>
    private readonly struct Places
    {
        private readonly IndependentRnn<T> _program;
        private readonly Slice<T> _slice;
        private readonly long[] _ports;
        private readonly long _end;

        public Places(IndependentRnn<T> program, in Slice<T> slice)
        {
            _program = program;
            _slice = slice;
            _ports = t_ports ??= new long[16];
            _end = program.Plan(
                [new AxisSize(slice.Rows, slice.Steps)], slice.Training, _ports.AsSpan(0, program._ports));
        }

        public T* Vector(int port, int index, int width) =>
            _slice.Arena + _ports[port] + ((long)index * Stride(width));

        public T* Mask(int index) => _slice.Training && _program.Info.DropoutSites.Count > 0
            ? Vector(Port.Mask(_program.Info, 0), index, _program._units) : null;

        public T* X(int t, int r) => _program.Info.Vocabulary > 0
            ? _slice.Parameters + ((long)_slice.Tokens[(t * _slice.Rows) + r] * _program._inputs)
            : Vector(Port.Input(0), (t * _slice.Rows) + r, _program._inputs);

        public T* Hidden(int t, int r) => End(_program._inputs, t, r, _program._units, both: true);

        public T* Dx(int t, int r) => End(_program._inputs, t, r, _program._inputs, both: false);

        private T* End(int inputs, int t, int r, int width, bool both)
        {
            long all = (long)_slice.Rows * _slice.Steps;
            long start = _end - (all * Stride(inputs)) - (both ? all * Stride(_program._units) : 0);
            return _slice.Arena + start + (((t * _slice.Rows) + r) * (long)Stride(width));
        }
    }

    [ThreadStatic]
    private static long[]? t_ports;
}
