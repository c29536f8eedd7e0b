using RnnGen.Plots.Charts;

namespace RnnGen.Plots;

/// <content>Matrices as colours.</content>
public static partial class Plot
{
    /// <summary>How often each class was taken for which; colours are shares of the target class.</summary>
    /// <param name="confusion">The counts.</param>
    /// <param name="classes">Names of the classes, or null for their numbers.</param>
    /// <param name="options">Title and size, or null for the defaults.</param>
    /// <exception cref="ArgumentException">Nothing was counted, or there are not as many names as classes.</exception>
    public static Picture Confusion(
        ConfusionMatrix confusion, IReadOnlyList<string>? classes = null, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        if (confusion.Classes == 0)
        {
            throw new ArgumentException(
                "The matrix has no counts yet: evaluate a model with it first.", nameof(confusion));
        }

        if (classes != null && classes.Count != confusion.Classes)
        {
            throw new ArgumentException(
                $"classes has {classes.Count} names; the matrix has {confusion.Classes} classes.", nameof(classes));
        }

        RequireNames(classes ?? [], nameof(classes));
        return MatrixChart.Confusion(confusion, classes, options ?? PlotOptions.Default);
    }

    /// <summary>
    /// Where attention looked: a line for each step that asked, a column for each step that was looked at.
    /// </summary>
    /// <param name="weights">
    /// The weights, as <see cref="Pass{T}.Alignment"/> gives them for one row. [queries, memory]
    /// </param>
    /// <param name="queries">What stands at each line, such as the words that were said.</param>
    /// <param name="memory">What stands at each column, such as the words that were read.</param>
    /// <param name="options">Title and size, or null for the defaults.</param>
    /// <exception cref="ArgumentException">There are not as many weights as lines times columns.</exception>
    public static Picture Attention<T>(
        ReadOnlySpan<T> weights,
        IReadOnlyList<string> queries,
        IReadOnlyList<string> memory,
        PlotOptions? options = null)
        where T : INumberBase<T>
    {
        RequireSome(queries, nameof(queries));
        RequireSome(memory, nameof(memory));
        RequireNames(queries, nameof(queries));
        RequireNames(memory, nameof(memory));
        if (weights.Length != queries.Count * memory.Count)
        {
            throw new ArgumentException(
                $"weights has {weights.Length} numbers; {queries.Count} queries of {memory.Count} steps are "
                    + $"{queries.Count * memory.Count}.",
                nameof(weights));
        }

        return MatrixChart.Attention(Doubles(weights.ToArray()), queries, memory, options ?? PlotOptions.Default);
    }

    /// <summary>
    /// Any matrix: blue, white and orange around zero where it has numbers of both signs, else dark blue to yellow. NaN
    /// leaves a cell empty. Of more than 2048 lines or columns a cell has the mean of neighbours; the colours stay
    /// those of all numbers.
    /// </summary>
    /// <param name="values">The numbers, line by line from the top. [lines, columns]</param>
    /// <param name="columns">Numbers in a line.</param>
    /// <param name="options">Title, size and names of the axes, or null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no values, or they are no multiple of the columns.</exception>
    public static Picture Heatmap<T>(IReadOnlyList<T> values, int columns, PlotOptions? options = null)
        where T : INumberBase<T>
    {
        RequireSome(values, nameof(values));
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.Count % columns != 0)
        {
            throw new ArgumentException(
                $"values has {values.Count} numbers, which is no multiple of {columns} columns.", nameof(values));
        }

        return MatrixChart.Heatmap(Doubles(values), columns, options ?? PlotOptions.Default);
    }
}
