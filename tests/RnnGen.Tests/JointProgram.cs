using System.Numerics;
using RnnGen.Program;

namespace RnnGen.Tests;

/// <summary>
/// A program of two axes, five inputs and three heads, in plain loops. Along the source
/// h = tanh(E[word] + S shape + u h), along the target g = tanh(E[reply] + M[mark] + v g) from the last h. The heads are
/// g, w h + C context of the last h, and h; the first two have losses.
/// </summary>
internal sealed unsafe class JointProgram<T> : ModelProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int H = 3; // units of every value
    private const int F = 2; // features of shapes and context
    private const int Words = 0, Shapes = 1, Replies = 2, Marks = 3, Context = 4;
    private const int Scores = 0, Kind = 1, Trace = 2;

    public JointProgram(
        double dropout = 0, bool hasScoresLoss = true, Reduction reduction = Reduction.Mean,
        LossKind kind = LossKind.MeanSquared)
    {
        Info = MakeInfo(
            dropout,
            hasScoresLoss ? new LossInfo { Kind = LossKind.CrossEntropy, Reduction = reduction } : null,
            new LossInfo { Kind = kind, Reduction = reduction });
        VectorBlock[] vectors = [.. Info.Parameters.Skip(2)
            .Select(p => new VectorBlock(p.Offset, (int)p.Length, p.Offset - Info.Parameters[2].Offset))];
        Layout = new WeightLayout
        {
            Panels = [],
            Vectors = vectors,
            Gradients = [],
            VectorGradients = vectors,
            PaddingTokens = [-1, -1, 0],
        };
    }

    public override ModelInfo Info { get; }

    public override WeightLayout Layout { get; }

    // S [H, F], C [H, F], u, v, w [H].
    public override long PackedLength => (2 * H * F) + (3 * H);

    public override long GradientLength => PackedLength;

    private static int Stride(int width) => (width + Slice<T>.Padding - 1) / Slice<T>.Padding * Slice<T>.Padding;

    public override long Plan(ReadOnlySpan<AxisSize> axes, bool training, Span<long> ports)
        => Plan(axes, training, ports, out _);

    public override void Forward(in Slice<T> slice)
    {
        var at = new Places(this, slice);
        T* s = slice.Packed, c = s + (H * F), u = c + (H * F), w = u + (2 * H);
        for (int r = 0; r < slice.Rows; r++)
        {
            T* h = at.Row(Port.Final(Info, 0), r);
            Copy(at.Row(Port.Initial(Info, 0), r), h);
            for (int t = 0; t < slice.Lengths[r]; t++)
            {
                int place = (t * slice.Rows) + r;
                T* x = at.Row(Port.Input(Shapes), place), e = at.Table(0, slice.Tokens[place]);
                for (int j = 0; j < H; j++)
                    h[j] = T.Tanh(e[j] + (s[j * F] * x[0]) + (s[(j * F) + 1] * x[1]) + (u[j] * h[j]));
                Copy(h, at.Row(Port.Output(Info, Trace), place));
            }

            T* context = at.Row(Port.Input(Context), r), y = at.Row(Port.Output(Info, Kind), r);
            for (int j = 0; j < H; j++)
                y[j] = (w[j] * h[j]) + (c[j * F] * context[0]) + (c[(j * F) + 1] * context[1]);
        }

        ForwardTarget(slice, at);
    }

    public override void Backward(in Slice<T> slice)
    {
        var at = new Places(this, slice);
        for (int r = 0; r < slice.Rows; r++)
            Copy(at.Row(Port.FinalGradient(Info, 0), r), at.LastGradient(r));
        BackwardTarget(slice, at);
        for (int r = 0; r < slice.Rows; r++)
        {
            T* dh = at.LastGradient(r);
            BackwardKind(slice, at, r, dh);
            for (int t = slice.Lengths[r] - 1; t >= 0; t--)
                BackwardStep(slice, at, r, t, dh);
            Copy(dh, at.Row(Port.InitialGradient(Info, 0), r));
        }
    }

    private void ForwardTarget(in Slice<T> slice, Places at)
    {
        ref readonly SliceAxis axis = ref slice.Axes[0];
        T* v = slice.Packed + (2 * H * F) + H;
        for (int r = 0; r < axis.Rows; r++)
        {
            T* before = at.Row(Port.Final(Info, 0), axis.Base[r]);
            for (int t = 0; t < axis.Lengths[r]; t++)
            {
                int place = (t * axis.Rows) + r;
                T* e = at.Table(0, slice.MoreTokens[Replies - 1][place]);
                T* m = at.Table(1, slice.MoreTokens[Marks - 1][place]);
                T* g = at.Target(place), y = at.Row(Port.Output(Info, Scores), place), mask = at.Mask(place);
                for (int j = 0; j < H; j++)
                {
                    g[j] = T.Tanh(e[j] + m[j] + (v[j] * before[j]));
                    y[j] = mask == null ? g[j] : g[j] * mask[j];
                }

                before = g;
            }
        }
    }

    private void BackwardTarget(in Slice<T> slice, Places at)
    {
        ref readonly SliceAxis axis = ref slice.Axes[0];
        T* v = slice.Packed + (2 * H * F) + H, dv = slice.Gradients + (2 * H * F) + H;
        T* dg = stackalloc T[H];
        for (int r = 0; r < axis.Rows; r++)
        {
            new Span<T>(dg, H).Clear();
            for (int t = axis.Lengths[r] - 1; t >= 0; t--)
            {
                int place = (t * axis.Rows) + r;
                T* g = at.Target(place), dy = at.Row(Port.OutputGradient(Info, Scores), place), mask = at.Mask(place);
                T* before = t > 0 ? at.Target(place - axis.Rows) : at.Row(Port.Final(Info, 0), axis.Base[r]);
                T* de = at.Row(Port.TokenGradient(Info, 1), place), dm = at.Row(Port.TokenGradient(Info, 2), place);
                for (int j = 0; j < H; j++)
                {
                    T da = (dg[j] + (mask == null ? dy[j] : dy[j] * mask[j])) * (T.One - (g[j] * g[j]));
                    de[j] = da;
                    dm[j] = da;
                    dv[j] += da * before[j];
                    dg[j] = da * v[j];
                }
            }

            T* last = at.LastGradient(axis.Base[r]);
            for (int j = 0; j < H; j++)
                last[j] += dg[j];
        }
    }

    private void BackwardKind(in Slice<T> slice, Places at, int r, T* dh)
    {
        T* c = slice.Packed + (H * F), dc = slice.Gradients + (H * F);
        T* w = slice.Packed + (2 * H * F) + (2 * H), dw = slice.Gradients + (2 * H * F) + (2 * H);
        T* h = at.Row(Port.Final(Info, 0), r), dy = at.Row(Port.OutputGradient(Info, Kind), r);
        T* context = at.Row(Port.Input(Context), r), dContext = at.Row(Port.InputGradient(Context), r);
        new Span<T>(dContext, F).Clear();
        for (int j = 0; j < H; j++)
        {
            dw[j] += dy[j] * h[j];
            dh[j] += dy[j] * w[j];
            for (int k = 0; k < F; k++)
            {
                dc[(j * F) + k] += dy[j] * context[k];
                dContext[k] += dy[j] * c[(j * F) + k];
            }
        }
    }

    private void BackwardStep(in Slice<T> slice, Places at, int r, int t, T* dh)
    {
        int place = (t * slice.Rows) + r;
        T* s = slice.Packed, u = s + (2 * H * F);
        T* ds = slice.Gradients, du = ds + (2 * H * F);
        T* x = at.Row(Port.Input(Shapes), place), dx = at.Row(Port.InputGradient(Shapes), place);
        T* h = at.Row(Port.Output(Info, Trace), place), dy = at.Row(Port.OutputGradient(Info, Trace), place);
        T* before = t > 0 ? at.Row(Port.Output(Info, Trace), place - slice.Rows) : at.Row(Port.Initial(Info, 0), r);
        T* de = at.Row(Port.TokenGradient(Info, 0), place);
        new Span<T>(dx, F).Clear();
        for (int j = 0; j < H; j++)
        {
            T da = (dh[j] + dy[j]) * (T.One - (h[j] * h[j]));
            de[j] = da;
            du[j] += da * before[j];
            dh[j] = da * u[j];
            for (int k = 0; k < F; k++)
            {
                ds[(j * F) + k] += da * x[k];
                dx[k] += da * s[(j * F) + k];
            }
        }
    }

    private static void Copy(T* from, T* to) => new ReadOnlySpan<T>(from, H).CopyTo(new Span<T>(to, H));

    // Every row has one stride: neither H nor F is longer than a register.
    private long Plan(ReadOnlySpan<AxisSize> axes, bool training, Span<long> ports, out (long Target, long Last) own)
    {
        long next = 0;
        long source = (long)axes[0].Rows * axes[0].Steps, target = (long)axes[1].Rows * axes[1].Steps;
        long rows = axes[0].Rows;
        ports.Fill(-1);
        long Take(long vectors)
        {
            long offset = next;
            next += vectors * Stride(H);
            return offset;
        }

        ports[Port.Input(Shapes)] = Take(source);
        ports[Port.Input(Context)] = Take(rows);
        ports[Port.Output(Info, Scores)] = Take(target);
        ports[Port.Output(Info, Kind)] = Take(rows);
        ports[Port.Output(Info, Trace)] = Take(source);
        ports[Port.Initial(Info, 0)] = Take(rows);
        ports[Port.Final(Info, 0)] = Take(rows);
        own = (Take(target), -1);
        if (!training)
            return next;
        own.Last = Take(rows);
        ports[Port.InputGradient(Shapes)] = Take(source);
        ports[Port.InputGradient(Context)] = Take(rows);
        ports[Port.OutputGradient(Info, Scores)] = Take(target);
        ports[Port.OutputGradient(Info, Kind)] = Take(rows);
        ports[Port.OutputGradient(Info, Trace)] = Take(source);
        ports[Port.InitialGradient(Info, 0)] = Take(rows);
        ports[Port.FinalGradient(Info, 0)] = Take(rows);
        ports[Port.TokenGradient(Info, 0)] = Take(source);
        ports[Port.TokenGradient(Info, 1)] = Take(target);
        ports[Port.TokenGradient(Info, 2)] = Take(target);
        if (Info.DropoutSites.Count > 0)
            ports[Port.Mask(Info, 0)] = Take(target);
        return next;
    }

    private static ModelInfo MakeInfo(double dropout, LossInfo? scores, LossInfo kind)
    {
        var parameters = new List<ParameterInfo>();
        void Add(string name, int rows, int columns)
        {
            long offset = parameters.Sum(static p => p.Length);
            parameters.Add(new ParameterInfo(
                name, offset, rows, columns, [new InitialBlock(rows, InitialKind.Uniform, 0.8)]));
        }

        Add("words.weight", 7, H);
        Add("marks.weight", 5, H);
        Add("s", H, F);
        Add("c", H, F);
        Add("u", H, 0);
        Add("v", H, 0);
        Add("w", H, 0);
        return new ModelInfo
        {
            Name = "Joint",
            Axes = [new AxisInfo("source", 0), new AxisInfo("target", 0)],
            Inputs =
            [
                new InputInfo("words", 0, true, 0, 7),
                new InputInfo("shapes", 0, true, F, 0),
                new InputInfo("replies", 1, true, 0, 7),
                new InputInfo("marks", 1, true, 0, 5),
                new InputInfo("context", 0, false, F, 0),
            ],
            Heads =
            [
                new HeadInfo("scores", 1, true, H, scores, 1),
                new HeadInfo("kind", 0, false, H, kind, 0.3),
                new HeadInfo("trace", 0, true, H, null, 1),
            ],
            IsCausal = false,
            Layers = [],
            Parameters = parameters,
            States = [new StateInfo("h", H, 0)],
            DropoutSites = dropout > 0
                ? [new DropoutSite("scores.dropout", H, dropout, false, DropoutKind.Inverted) { Axis = 1 }] : [],
            TokenTables = [new TokenTable(0, Words), new TokenTable(0, Replies), new TokenTable(1, Marks)],
        };
    }

    /// <summary>Where things lie in a slice's arena: the plan, made again.</summary>
    private readonly struct Places
    {
        private readonly JointProgram<T> _program;
        private readonly Slice<T> _slice;
        private readonly long[] _ports;
        private readonly long _target;
        private readonly long _last;

        public Places(JointProgram<T> program, in Slice<T> slice)
        {
            _program = program;
            _slice = slice;
            _ports = t_ports ??= new long[Port.Count(program.Info) + 1];
            ref readonly SliceAxis axis = ref slice.Axes[0];
            ReadOnlySpan<AxisSize> sizes = [new(slice.Rows, slice.Steps), new(axis.Rows, axis.Steps)];
            program.Plan(sizes, slice.Training, _ports, out (long Target, long Last) own);
            (_target, _last) = own;
        }

        public T* Row(int port, int index) => At(_ports[port], index);

        public T* Target(int index) => At(_target, index);

        public T* LastGradient(int row) => At(_last, row);

        public T* Mask(int index) => _slice.Training && _program.Info.DropoutSites.Count > 0
            ? Row(Port.Mask(_program.Info, 0), index) : null;

        public T* Table(int parameter, int token)
            => _slice.Parameters + _program.Info.Parameters[parameter].Offset + (token * H);

        private T* At(long offset, int index) => _slice.Arena + offset + ((long)index * Stride(H));
    }

    [ThreadStatic]
    private static long[]? t_ports;
}
