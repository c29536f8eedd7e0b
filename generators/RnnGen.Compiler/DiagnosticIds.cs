namespace RnnGen.Compiler;

/// <summary>
/// The ids of the diagnostics: 00xx declaration, 01xx values, 02xx shapes, 03xx cells, 04xx traps, 05xx graphs,
/// 06xx steps of decoders.
/// </summary>
internal static class DiagnosticIds
{
    public const string NotPartial = "RNN0001";
    public const string UnsupportedClass = "RNN0002";
    public const string EnclosingNotPartial = "RNN0003";
    public const string SeveralParts = "RNN0004";
    public const string NoLayers = "RNN0005";
    public const string NoInput = "RNN0006";
    public const string SeveralInputs = "RNN0007";
    public const string InputNotFirst = "RNN0008";
    public const string EmbeddingNotFirst = "RNN0009";
    public const string InputKind = "RNN0010";
    public const string LayerAfterLoss = "RNN0011";
    public const string SeveralLosses = "RNN0012";
    public const string DuplicateName = "RNN0013";
    public const string InvalidName = "RNN0014";
    public const string NoModel = "RNN0015";
    public const string InvalidSizes = "RNN0016";
    public const string UnsafeNotAllowed = "RNN0017";
    public const string LanguageTooOld = "RNN0018";
    public const string OwnConstructor = "RNN0019";

    public const string NotPositive = "RNN0101";
    public const string RateOutOfRange = "RNN0102";
    public const string BiasesOutOfRange = "RNN0103";
    public const string LayersNotPositive = "RNN0104";
    public const string LayersWithSizes = "RNN0105";
    public const string NegativeSteps = "RNN0106";
    public const string PaddingOutOfRange = "RNN0107";
    public const string SmoothingOutOfRange = "RNN0108";
    public const string UnknownEnumValue = "RNN0109";
    public const string ProjectionTooLarge = "RNN0110";
    public const string UselessUnroll = "RNN0111";
    public const string NotPositiveNumber = "RNN0112";
    public const string InvalidWeight = "RNN0113";
    public const string NoSizes = "RNN0114";
    public const string TooLarge = "RNN0115";
    public const string NegativeUnroll = "RNN0116";
    public const string NegativeProjection = "RNN0117";
    public const string NotFinite = "RNN0118";
    public const string ZoneoutOfInfinity = "RNN0119";
    public const string NegativeFoldBudget = "RNN0120";
    public const string ReadOutBeforeSequenceLoss = "RNN0121";
    public const string OneTag = "RNN0122";
    public const string BlankOutOfRange = "RNN0123";
    public const string NegativeActivationBudget = "RNN0125";
    public const string NoObjective = "RNN0126";
    public const string BothWaysAlready = "RNN0127";

    public const string ResidualNeverAgrees = "RNN0201";
    public const string ClassWeightCount = "RNN0202";
    public const string PositiveWeightCount = "RNN0203";
    public const string SecondReadOut = "RNN0204";
    public const string RecurrentAfterReadOut = "RNN0205";
    public const string ModelSizesDiffer = "RNN0206";
    public const string ModelTooLarge = "RNN0207";
    public const string BudgetNotCausal = "RNN0208";
    public const string NotTied = "RNN0209";
    public const string DevicesCannot = "RNN0210";

    public const string StepMissing = "RNN0301";
    public const string StepSignature = "RNN0302";
    public const string StatementNotAllowed = "RNN0303";
    public const string ExpressionNotAllowed = "RNN0304";
    public const string UnknownFunction = "RNN0305";
    public const string NotConstant = "RNN0306";
    public const string Reassigned = "RNN0307";
    public const string ReturnCount = "RNN0308";
    public const string StateSizeDiffers = "RNN0309";
    public const string NeedsName = "RNN0310";
    public const string MissingNamedSize = "RNN0311";
    public const string UnknownNamedSize = "RNN0312";
    public const string SizesDiffer = "RNN0313";
    public const string NotASplit = "RNN0314";
    public const string ValueOutOfRange = "RNN0315";
    public const string TensorNameTwice = "RNN0316";
    public const string NotACell = "RNN0317";
    public const string UnreadableEquations = "RNN0318";
    public const string SplitUneven = "RNN0319";
    public const string InitialState = "RNN0320";
    public const string WeightWidths = "RNN0321";

    public const string SoftmaxTwice = "RNN0401";
    public const string BidirectionalLastStep = "RNN0402";
    public const string SingleLayerDropout = "RNN0403";
    public const string CannotStream = "RNN0404";
    public const string SigmoidTwice = "RNN0405";
    public const string OneClass = "RNN0406";
    public const string DropoutLast = "RNN0407";
    public const string OutputLags = "RNN0408";
    public const string NothingToMerge = "RNN0409";
    public const string OptionWithoutEffect = "RNN0410";

    public const string StackAndGraph = "RNN0501";
    public const string NoForward = "RNN0502";
    public const string SeveralForwards = "RNN0503";
    public const string LayerMethodShape = "RNN0504";
    public const string NotInForward = "RNN0505";
    public const string UnitsDiffer = "RNN0506";
    public const string AxesDiffer = "RNN0507";
    public const string UnknownHead = "RNN0508";
    public const string LayerNotCalled = "RNN0509";
    public const string LayerWidths = "RNN0510";
    public const string InitialStateSizes = "RNN0511";
    public const string AlignmentIsLearned = "RNN0514";
    public const string InputParameter = "RNN0516";
    public const string ForwardShape = "RNN0517";
    public const string InputNotRead = "RNN0518";
    public const string LocalNotRead = "RNN0519";

    public const string NotInStep = "RNN0601";
    public const string DecoderStepShape = "RNN0602";
    public const string DecoderStepCalls = "RNN0603";

    public const string InternalError = "RNN9001";
}
