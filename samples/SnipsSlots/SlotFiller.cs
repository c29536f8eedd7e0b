using RnnGen;

namespace SnipsSlots;

/// <summary>
/// The words of a command in, at each word scores of the 79 tags out. The CRF learns which tag follows which and picks
/// the best path of tags, never one where a slot goes on that has not begun.
/// </summary>
[RnnModel]
[Input]
[Embedding(5000, 64)] // room for 5000 different words
[Dropout(0.3)]
[Lstm(64, Bidirectional = true)]
[Dropout(0.3)]
[Dense(79)]
[Crf(Scheme = TagScheme.Bio)]
public sealed partial class SlotFiller;
