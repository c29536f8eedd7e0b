using RnnGen.Program;
using RnnGen.Simd;
using RnnGen.Structure;

namespace RnnGen;

/// <summary>
/// A recurrent network, whatever its float type, and what is needed to use it: vocabulary, names of classes, scalers
/// and notes are saved with the parameters.
/// </summary>
/// <remarks>
/// With scalers set, whatever takes or gives single sequences (<c>Predict</c> of sequences and of samples, streams) is
/// in the user's units. Whatever takes a <see cref="Batch{T}"/> is in the network's own.
/// </remarks>
public abstract class Model
{
    private protected Model(ModelInfo info) => Info = info;

    /// <summary>Layers, parameters, states and loss, as declared.</summary>
    public ModelInfo Info { get; }

    /// <summary>The instruction set that the kernels run on: same tier, same bits.</summary>
    public InstructionTier Tier => Cpu.Tier;

    /// <summary>What turns texts into tokens; null where none was set. Saved with the model.</summary>
    /// <exception cref="ArgumentException">
    /// It has more tokens than the model is declared for, or the model reads features.
    /// </exception>
    public Vocabulary? Vocabulary
    {
        get => Assets.Vocabulary;
        set => Assets = Assets with { Vocabulary = AssetChecks.Vocabulary(Info, value) };
    }

    /// <summary>
    /// Names of the classes, one an output; null where none were set. Binary cross-entropy of one output takes the name
    /// of the positive class, or those of the negative and the positive. Saved with the model.
    /// </summary>
    /// <exception cref="ArgumentException">Their number does not fit, or one is empty or there twice.</exception>
    public IReadOnlyList<string>? ClassNames
    {
        get => Assets.ClassNames;
        set => Assets = Assets with { ClassNames = AssetChecks.ClassNames(Info, value) };
    }

    /// <summary>
    /// From the user's features to the network's; null for none. A stream keeps the one that was set when it was made.
    /// Saved with the model.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Its features are not as many as the model's, or the model reads tokens.
    /// </exception>
    public Scaler? InputScaler
    {
        get => Assets.InputScaler;
        set => Assets = Assets with { InputScaler = AssetChecks.InputScaler(Info, value) };
    }

    /// <summary>
    /// From the user's target values to the network's; null for none. One of a single feature scales all outputs alike.
    /// A stream keeps the one that was set when it was made. Saved with the model.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Its features are neither 1 nor as many as the model's outputs, or the declared loss is no regression loss.
    /// </exception>
    public Scaler? TargetScaler
    {
        get => Assets.TargetScaler;
        set => Assets = Assets with { TargetScaler = AssetChecks.TargetScaler(Info, value) };
    }

    /// <summary>Any texts by name, such as the date of the data. Saved with the model.</summary>
    public IDictionary<string, string> Notes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the generator wrote of what the network computes.</summary>
    /// <summary>What the model computes, as json; empty where its program does not say it.</summary>
    internal abstract ReadOnlySpan<byte> StructureText { get; }

    internal ModelAssets Assets { get; set; } = ModelAssets.None;

    /// <summary>Where the model is computed and how, in a line or two; null for the processor.</summary>
    private protected virtual string? Place => null;

    /// <summary>
    /// What the network computes when it is evaluated: layers, the roles of their parameters, and the equations, from
    /// which it can be written for another system. Each call reads it anew.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The model was compiled by a version of the generator that says it in another way.
    /// </exception>
    public ModelStructure ReadStructure() => ModelStructure.Read(StructureText, Info);

    /// <summary>The layers of <see cref="ReadStructure"/>, or null where it cannot be read.</summary>
    internal IReadOnlyList<LayerStructure>? LayersOrNull()
    {
        if (StructureText.IsEmpty)
            return null;
        try
        {
            return ReadStructure().Layers;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// The model as a table: layers, output shapes, parameter counts and their total; below it, where it has a device,
    /// which one that is and how time loops run there.
    /// </summary>
    public override string ToString() => ModelSummary.Format(Info) + (Place is { } place ? place + "\n" : "");
}
