using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using RnnGen.Benchmarks.Workloads;
using RnnGen.Simd;
using Part = RnnGen.Program.Part;

namespace RnnGen.Benchmarks;

/// <summary>
/// The point-wise kernel of an LSTM step of S3, behind its product: the emitted one, called from outside over memory
/// that is laid out as an arena's.
/// </summary>
internal sealed unsafe class PointwiseCase : IDisposable
{
    /// <summary>Cells that a call computes by 16: the unit of the figures.</summary>
    public const int Sixteens = Rows * Units / 16;

    private const int Rows = 32;
    private const int Units = 128;
    private const int Gates = 4;
    private const string Evaluation = "LstmL0EvaluateStep";
    private const string Training = "LstmL0Step";

    private readonly Dictionary<string, nint> _buffers = [];
    private readonly float[] _start;
    private readonly float* _memory;
    private readonly Action _run;

    /// <summary>Finds the kernel and binds it to memory of its own.</summary>
    /// <param name="tier">Whose registers are used; this processor has them.</param>
    /// <param name="training">Whether it is the form that saves the gates.</param>
    public PointwiseCase(InstructionTier tier, bool training)
    {
        MethodInfo kernel = Kernel(training ? Training : Evaluation).MakeGenericMethod(Registers(tier));
        string[] names = [.. kernel.GetParameters().Where(IsBuffer).Select(static parameter => parameter.Name!)];
        // One behind the other, as in an arena: the same distances modulo a page.
        _start = Numbers.Uniform(names.Sum(Length));
        _memory = (float*)NativeMemory.AlignedAlloc((nuint)_start.Length * sizeof(float), 4096);
        float* at = _memory;
        foreach (string name in names)
        {
            _buffers.Add(name, (nint)at);
            at += Length(name);
        }

        _run = Bind(kernel);
        Reset();
    }

    /// <summary>One call.</summary>
    public void Run() => _run();

    /// <summary>Numbers as at first; in training the gates take the place of what they are made of.</summary>
    public void Reset() => _start.CopyTo(new Span<float>(_memory, _start.Length));

    /// <summary>Frees.</summary>
    public void Dispose() => NativeMemory.AlignedFree(_memory);

    /// <summary>A private method of a type that only its own file can name.</summary>
    private static MethodInfo Kernel(string name) => typeof(StackedRegressor).Assembly.GetTypes()
        .Single(static type => type.Name.EndsWith($"__{nameof(StackedRegressor)}Program", StringComparison.Ordinal))
        .GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)
        ?? throw new MissingMethodException(nameof(StackedRegressor), name);

    private static Type Registers(InstructionTier tier) => tier switch
    {
        InstructionTier.Avx512 => typeof(F32x16),
        InstructionTier.Avx2 => typeof(F32x8),
        InstructionTier.Vector128 => typeof(F32x4),
        _ => typeof(F32x1),
    };

    private static bool IsBuffer(ParameterInfo parameter) => parameter.ParameterType == typeof(float*);

    private static int Length(string buffer) => Rows * Units * (buffer == "gatesAt" ? Gates : 1);

    /// <summary>A method that calls the kernel with these addresses, all rows and all units.</summary>
    private Action Bind(MethodInfo kernel)
    {
        var method = new DynamicMethod("Step", null, [], kernel.Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        foreach (ParameterInfo parameter in kernel.GetParameters())
        {
            if (IsBuffer(parameter))
            {
                il.Emit(OpCodes.Ldc_I8, _buffers[parameter.Name!]);
                il.Emit(OpCodes.Conv_U);
            }
            else if (parameter.ParameterType == typeof(Part))
            {
                il.Emit(OpCodes.Ldc_I8, 0L);
                il.Emit(OpCodes.Ldc_I8, (long)Units);
                il.Emit(OpCodes.Newobj, typeof(Part).GetConstructor([typeof(long), typeof(long)])!);
            }
            else if (parameter.Name == "rows")
            {
                il.Emit(OpCodes.Ldc_I8, (long)Rows);
            }
            else
            {
                throw new NotSupportedException($"The kernel has a parameter that is not known: {parameter}.");
            }
        }

        il.Emit(OpCodes.Call, kernel);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Action>();
    }
}
