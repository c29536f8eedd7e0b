using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RnnGen.Compiler.Text;

namespace RnnGen.Generators.Parsing;

/// <summary>Numbers known at compile time: what C# folds, and locals that are assigned such a number.</summary>
internal sealed class ConstantFolder
{
    private readonly Dictionary<ILocalSymbol, double> _locals = new(SymbolEqualityComparer.Default);

    public static bool IsNumber(ITypeSymbol? type)
        => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    public bool Declare(ILocalSymbol local, IOperation value)
    {
        if (!IsNumber(local.Type) || Fold(value) is not { } number)
            return false;
        _locals[local] = number;
        return true;
    }

    public double? Fold(IOperation operation) => Fold(operation, CellText.MaxDepth);

    private double? Fold(IOperation operation, int depth)
    {
        if (depth == 0)
            return null;
        if (operation.ConstantValue is { HasValue: true, Value: { } constant })
            return ToDouble(constant);
        return operation switch
        {
            IConversionOperation { OperatorMethod: null } conversion
                => Fold(conversion.Operand, depth - 1) is { } number ? Convert(number, conversion.Type) : null,
            ILocalReferenceOperation local when _locals.TryGetValue(local.Local, out double value) => value,
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, OperatorMethod: null } unary
                => Fold(unary.Operand, depth - 1) is { } number ? Convert(-number, unary.Type) : null,
            IBinaryOperation { OperatorMethod: null, Type.SpecialType: SpecialType.System_Double } binary
                => Fold(binary, depth - 1),
            _ => null,
        };
    }

    private double? Fold(IBinaryOperation binary, int depth)
    {
        if (Fold(binary.LeftOperand, depth) is not { } left || Fold(binary.RightOperand, depth) is not { } right)
            return null;
        return binary.OperatorKind switch
        {
            BinaryOperatorKind.Add => left + right,
            BinaryOperatorKind.Subtract => left - right,
            BinaryOperatorKind.Multiply => left * right,
            BinaryOperatorKind.Divide => left / right,
            _ => null,
        };
    }

    /// <summary>A number as C# converts it; null where the type does not hold it.</summary>
    private static double? Convert(double value, ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        if (type?.SpecialType == SpecialType.System_Double)
            return value;
        if (type?.SpecialType == SpecialType.System_Single)
            return (float)value;
        (double least, double most) = type?.SpecialType switch
        {
            SpecialType.System_SByte => (sbyte.MinValue, sbyte.MaxValue),
            SpecialType.System_Byte => (byte.MinValue, byte.MaxValue),
            SpecialType.System_Int16 => (short.MinValue, short.MaxValue),
            SpecialType.System_UInt16 => (ushort.MinValue, ushort.MaxValue),
            SpecialType.System_Int32 => (int.MinValue, int.MaxValue),
            SpecialType.System_UInt32 => (uint.MinValue, uint.MaxValue),
            SpecialType.System_Int64 => (long.MinValue, long.MaxValue),
            SpecialType.System_UInt64 => (ulong.MinValue, ulong.MaxValue),
            _ => (double.NaN, double.NaN),
        };
        double whole = Math.Truncate(value);
        return whole >= least && whole <= most ? whole : null;
    }

    private static double? ToDouble(object value) => value switch
    {
        double d => d,
        float f => f,
        int i => i,
        uint u => u,
        long l => l,
        ulong u => u,
        short s => s,
        ushort u => u,
        byte b => b,
        sbyte b => b,
        _ => null,
    };
}
