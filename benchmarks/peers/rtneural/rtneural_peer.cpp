// RTNeural's LSTM 8 to 32, sizes known to the compiler, one step after the other: values first, then times.
//
//     rtneural_peer FOLDER OUT SECONDS
//
// FOLDER holds the tensors that RnnGen wrote. OUT receives stream.bin [T, H]. Prints one JSON line, in seconds a step.
#include <RTNeural/RTNeural.h>
#include "../peer.hpp"

static constexpr int Inputs = 8, Units = 32, Steps = 20, Rounds = 50;

using Model = RTNeural::ModelT<float, Inputs, Units, RTNeural::LSTMLayerT<float, Inputs, Units>>;

// PyTorch's [gate unit, column] to [column][gate unit]; the gates have the same order.
static std::vector<Floats> transposed(const Floats &from, int columns) {
    std::vector<Floats> to(columns, Floats(4 * Units));
    for (int k = 0; k < columns; k++)
        for (int j = 0; j < 4 * Units; j++) to[k][j] = from[j * columns + k];
    return to;
}

int main(int count, char **args) {
    if (count != 4) return 2;
    std::string folder = args[1];
    std::printf("{\"version\":\"from source, compiler %s\"}\n", __VERSION__);
    static Model model;
    auto &lstm = model.get<0>();
    lstm.setWVals(transposed(read_floats(folder, "weight_ih_l0"), Inputs));
    lstm.setUVals(transposed(read_floats(folder, "weight_hh_l0"), Units));
    Floats bias = read_floats(folder, "bias_ih_l0"), second = read_floats(folder, "bias_hh_l0");
    for (size_t i = 0; i < bias.size(); i++) bias[i] += second[i];
    lstm.setBVals(bias);
    model.reset();

    // A row of 64 bytes for each step: whole registers of any width are read.
    alignas(64) static float x[Steps][16];
    Floats given = read_floats(folder, "x"), outputs;
    for (int t = 0; t < Steps; t++) std::copy_n(given.data() + t * Inputs, Inputs, x[t]);
    for (int t = 0; t < Steps; t++) {
        model.forward(x[t]);
        outputs.insert(outputs.end(), model.getOutputs(), model.getOutputs() + Units);
    }
    write_floats(args[2], "stream", outputs);
    measure("stream", "", std::atof(args[3]), [] {
        for (int i = 0; i < Rounds; i++)
            for (int t = 0; t < Steps; t++) model.forward(x[t]);
    }, Rounds * Steps);
}
