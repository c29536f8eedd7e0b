using System.Globalization;
using RnnGen.Structure;

namespace RnnGen.Layouts;

/// <summary>
/// What RnnGen saves: PyTorch's names and orders, biases and equations as declared, which the file's metadata says.
/// </summary>
internal sealed class RnnGenLayout : PyTorchLayout
{
    public override string System => "RnnGen";

    public override SystemOptions? Options => null;

    protected override bool IsOwn => true;

    public override IEnumerable<WeightLayer> Recognise(ArraySet arrays, RecognitionHints hints)
    {
        if (LayerFile.Read(arrays.File) is not { } layers)
            return base.Recognise(arrays, hints);
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (layers.FirstOrDefault(layer => !names.Add(layer.Structure.Name))?.Structure.Name is { } second)
            throw new LayoutException($"metadata '{LayerFile.Key}': '{Excerpt.Of(second)}' is there twice.");
        HashSet<string> owners = [.. arrays.Names.Select(static name => name[..Math.Max(0, name.LastIndexOf('.'))])];
        return layers.Where(
                layer => owners.Contains(layer.Structure.Name) || layer.Structure.TiedTo is not null)
            .SelectMany(layer => Declared(layer, arrays));
    }

    /// <summary>Whether there is one bias of what is added up; the inner one of a GRU is another.</summary>
    /// <param name="second">The bias beside the state's product, or null.</param>
    /// <param name="gates">The cell's gates.</param>
    /// <param name="units">Units of the state.</param>
    public static bool IsOneBias(SafetensorsTensor? second, int gates, int units) =>
        second is null || (gates > 1 && second.Count == units);

    /// <summary>
    /// Without metadata nothing tells cells apart: four gates may be an LSTM's or those of a cell of one's own.
    /// </summary>
    protected override CellForm FormOf(string weight, string name, int gates, RecognitionHints hints)
    {
        CellForm? said = hints.Cells.TryGetValue(name, out CellForm form) ? form : gates == 3 ? hints.Gru : null;
        if (said is not { } known)
        {
            string plain = Excerpt.Of(name);
            string ask = gates switch
            {
                4 => $"{plain}=lstm",
                3 => $"{plain}=gru-reset-after, gru-reset-before or gru-textbook (of all GRUs: --gru reset-after, ...)",
                1 => $"{plain}=rnn",
                _ => throw new LayoutException(
                    $"'{Excerpt.Of(weight)}' has the rows of {gates} gates; cells that other systems have too have "
                        + "4, 3 or 1."),
            };
            throw new LayoutException(
                $"'{Excerpt.Of(weight)}' has the rows of {gates} gates, and the file does not say of which cell: it "
                    + $"has no metadata '{LayerFile.Key}', which Save writes. Say what it is, if it is that: "
                    + $"--cell {ask}.");
        }

        int expected = CellForms.Gates(known).Length;
        return gates == expected ? known : throw new LayoutException(string.Create(
            CultureInfo.InvariantCulture,
            $"'{Excerpt.Of(weight)}' has the rows of {gates} gates; {CellForms.Describe(known)} has {expected}."));
    }

    private IEnumerable<WeightLayer> Declared(SavedLayer saved, ArraySet arrays)
    {
        LayerStructure layer = saved.Structure;
        if (DeclaredLayers.Refusal(layer) is { } refusal)
        {
            yield return DeclaredLayers.Refused(layer, refusal);
            yield break;
        }

        if (layer.Kind == LayerKind.Crf)
        {
            yield return CrfAt(arrays, layer.Name) with { IsDeclared = saved.IsDeclared };
            yield break;
        }

        if (layer.Kind != LayerKind.Recurrent)
        {
            string weight = $"{layer.Name}.weight";
            if (layer.TiedTo is { } table && arrays.Find(weight) is null)
                weight = $"{table}.weight";
            long[] shape = arrays.Shape(weight, layer.Kind == LayerKind.LayerNorm ? 1 : 2);
            bool hasBias = arrays.Find($"{layer.Name}.bias") is not null;
            yield return DeclaredLayers.Other(
                saved, (int)shape[0], shape.Length > 1 ? (int)shape[1] : 0, hasBias, layer.TiedTo);
            yield break;
        }

        for (int stack = 0; stack < layer.Sizes.Count; stack++)
        {
            string number = stack.ToString(CultureInfo.InvariantCulture);
            long[] input = arrays.Shape($"{layer.Name}.weight_ih_l{number}", 2);
            int gates = CellForms.Gates(CellForms.Of(layer.Cell)!.Value).Length;
            if (input[0] != (long)gates * layer.Sizes[stack])
            {
                throw new LayoutException(
                    $"'{Excerpt.Of(layer.Name)}.weight_ih_l{number}' is {TensorTypes.Print(input)}; what metadata "
                        + $"'{LayerFile.Key}' says, {layer.Cell} of {layer.Sizes[stack]} units, has {gates} gates.");
            }

            yield return DeclaredLayers.Recurrent(saved, stack, (int)input[1], layer.Sizes[stack]);
        }
    }
}
