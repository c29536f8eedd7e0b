using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>Where inputs, heads and their gradients are, and the ports that lead there.</summary>
internal sealed partial class NetworkScheduler
{
    private void PlaceInputs()
    {
        foreach (NetworkInput input in _network.Inputs)
        {
            if (input.Chunk is { } chunk)
                _values[chunk] = NewPlace("x", chunk.PerStep, chunk.Size, chunk.Axis);
        }
    }

    private void PlaceOutputs()
    {
        foreach (NetworkOutput output in _network.Outputs)
        {
            _outputs.Add(output.IsChunk ? ValueOf(output.Chunks[0])
                : NewPlace("y", output.PerStep, output.Width, output.Axis));
            if (_training)
                _outputGradients.Add(NewPlace("dy", output.PerStep, output.Width, output.Axis));
        }
    }

    /// <summary>Whether the gradient that is given for a head is that of its chunk, to which readers of it add.</summary>
    private bool IsOwnGradient(int head)
        => _network.Outputs[head] is { IsChunk: true } output && output.Chunks[0].FinalState < 0
            && _gradients[Key(output.Chunks[0])] == _outputGradients[head];

    private void PlaceGradients()
    {
        for (var head = 0; head < _network.Outputs.Count; head++)
        {
            Chunk chunk = _network.Outputs[head].Chunks[0];
            if (_network.Outputs[head].IsChunk && chunk.FinalState < 0 && _written.Add(Key(chunk)))
                _gradients[Key(chunk)] = _outputGradients[head];
        }

        foreach (NetworkInput input in _network.Inputs)
        {
            if (input.Chunk is { } chunk && !_gradients.ContainsKey(Key(chunk)))
                _gradients[Key(chunk)] = NewPlace("dx", chunk.PerStep, chunk.Size, chunk.Axis);
        }

        foreach (Region region in _network.Regions)
        {
            for (var i = 0; i < region.OutputSizes.Count; i++)
            {
                if (_used.Contains((region, i)) && !_gradients.ContainsKey((region, i)))
                    _gradients[(region, i)] = new Place(_regions[region].New("dy", region.OutputSizes[i]));
            }
        }
    }

    /// <summary>Copies a head's chunks into the output, or the output's gradient into theirs.</summary>
    private IEnumerable<Instruction> Joined(int head, bool toOutput)
    {
        NetworkOutput output = _network.Outputs[head];
        var column = 0;
        foreach (Chunk chunk in output.Chunks)
        {
            Place part = (toOutput ? _outputs : _outputGradients)[head] with { Column = column };
            Span span = SpanOf(output.PerStep);
            yield return toOutput
                ? new CopyColumns(span, ValueOf(chunk), part, chunk.Size, Adds: false)
                : new CopyColumns(span, part, GradientOf(chunk), chunk.Size, Adds: MarkWritten(chunk));
            column += chunk.Size;
        }
    }

    /// <summary>The loss writes them itself, to places like those of layers.</summary>
    private void PlaceLossGradients()
    {
        foreach (Tensor tensor in _network.LossTensors)
        {
            string name = Identifier.Camel("d_" + tensor.Name);
            int units = tensor.Rows;
            if (tensor.Columns > 0)
                _memory.Gradient(name, units, [new WeightTerm(tensor.Index, 0, 0, tensor.Columns, tensor.Columns)]);
            else
                _memory.VectorGradient(name, _memory.Padded(units), [(0, new VectorSlice(tensor.Index, 0, units))]);
        }
    }

    private IReadOnlyList<Place?> Ports()
    {
        List<Place?> ports = [];
        foreach (NetworkInput input in _network.Inputs)
        {
            ports.Add(input.Chunk is { } chunk ? _values[chunk] : null);
            ports.Add(_training && input.Chunk is { } learned ? _gradients[Key(learned)] : null);
        }

        for (var head = 0; head < _outputs.Count; head++)
        {
            ports.Add(_outputs[head]);
            ports.Add(_training ? _outputGradients[head] : null);
        }

        foreach (Region region in _network.Regions.Where(static region => region.Kind == RegionKind.Scan))
        {
            RegionMemory places = _regions[region];
            for (var j = 0; j < places.States.Count; j++)
            {
                if (region.InitialState(j) is not null)
                    continue;
                ports.Add(new Place(places.InitialStates[j]));
                ports.Add(new Place(places.FinalStates[j]));
                ports.Add(_training ? new Place(places.FinalGradients[j]) : null);
                ports.Add(_training ? new Place(places.StateGradients[j]) : null);
            }
        }

        for (var i = 0; i < _network.Sites.Count; i++)
            ports.Add(_training ? _masks[i] : null);
        foreach (Region region in _network.Regions.Where(static region => region.Kind == RegionKind.Embedding))
            ports.Add(_training ? _gradients[(region, 0)] : null);
        return ports;
    }

    /// <summary>Where the states that a decoder carries from step to step begin and end.</summary>
    private IEnumerable<Place?> StepPorts()
        => (StepRegions.Of(_network)?.Carried ?? []).SelectMany(carried => _training ? new Place?[2]
            :
            [
                new Place(_regions[carried.Region].InitialStates[carried.State]),
                new Place(_regions[carried.Region].FinalStates[carried.State]),
            ]);

    private Place NewPlace(string name, bool perStep, int units, int axis)
        => new(_arena.Add(name, perStep ? Extent.Steps : Extent.Rows, _memory.Padded(units), axis));
}
