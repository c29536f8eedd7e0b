// oneDNN on the recurrent layers of one workload: values first, then times.
//
//     onednn_peer FOLDER OUT SECONDS CELL INPUTS UNITS LAYERS DIRECTIONS ROWS STEPS TRAINS
//
// FOLDER holds the tensors that RnnGen wrote; layers_x is [T, B, I]. OUT receives layers.bin [B, T, D H] and, where it
// trains, gradient/NAME.bin: the gradients of all weights where the gradient of every output is 1. Prints one JSON line
// a time, in seconds. The layers are primitives of their own, run one after the other; a time is that of all of them.
// Written for oneDNN 2.
#include <dnnl.hpp>
#include <cstring>
#include <memory>
#include <unordered_map>
#include "../peer.hpp"

using namespace dnnl;
using Tag = memory::format_tag;
using Args = std::unordered_map<int, memory>;

static engine cpu(engine::kind::cpu, 0);
static stream queue(cpu);

struct Shape {
    std::string folder, cell;
    int inputs, units, layers, directions, rows, steps;
    bool lstm() const { return cell == "lstm"; }
    int gates() const { return lstm() ? 4 : 3; }
    int biases() const { return 4; }  // the GRU with the reset after the product has a second one for its candidate
    int width() const { return units * directions; }
};

static memory::desc floats(memory::dims dims, Tag tag) { return memory::desc(dims, memory::data_type::f32, tag); }

static float *data(const memory &m) { return static_cast<float *>(m.get_data_handle()); }

static memory zeros(const memory::desc &desc) {
    memory m(desc, cpu);
    std::memset(m.get_data_handle(), 0, desc.get_size());
    return m;
}

static memory reordered(memory from, const memory::desc &desc) {
    if (from.get_desc() == desc) return from;
    memory to(desc, cpu);
    reorder(from, to).execute(queue, from, to);
    queue.wait();
    return to;
}

// PyTorch's gates are i, f, g, o as here, and r, z, n where oneDNN has z, r, n.
static int gate(const Shape &s, int g) { return s.lstm() || g > 1 ? g : 1 - g; }

static std::string tensor(const char *kind, int layer, int direction) {
    return std::string(kind) + "_l" + std::to_string(layer) + (direction ? "_reverse" : "");
}

// One layer in all its directions, with a forward primitive and, for training, a backward one.
class Layer {
public:
    Layer(const Shape &shape, int number, memory x, bool training)
        : s(shape), number(number), in(number ? s.width() : s.inputs), training(training) {
        sx = floats({s.steps, s.rows, in}, Tag::tnc);
        sy = floats({s.steps, s.rows, s.width()}, Tag::tnc);
        sh = floats({1, s.directions, s.rows, s.units}, Tag::ldnc);
        sb = floats({1, s.directions, s.biases(), s.units}, Tag::ldgo);
        wx = floats({1, s.directions, in, s.gates(), s.units}, Tag::ldigo);
        wh = floats({1, s.directions, s.units, s.gates(), s.units}, Tag::ldigo);
        anyx = floats({1, s.directions, in, s.gates(), s.units}, Tag::any);
        anyh = floats({1, s.directions, s.units, s.gates(), s.units}, Tag::any);
        s.lstm() ? build_lstm(x) : build_gru(x);
    }

    const memory &y() const { return forward_args.at(DNNL_ARG_DST_LAYER); }
    const memory &dx() const { return backward_args.at(DNNL_ARG_DIFF_SRC_LAYER); }
    void set_dy(const memory &dy) { backward_args[DNNL_ARG_DIFF_DST_LAYER] = dy; }
    const char *implementation() const { return name.c_str(); }

    void forward() { forward_primitive.execute(queue, forward_args); }

    // Gradients of weights are added to what is there.
    void backward() {
        for (int arg : {DNNL_ARG_DIFF_WEIGHTS_LAYER, DNNL_ARG_DIFF_WEIGHTS_ITER, DNNL_ARG_DIFF_BIAS}) {
            memory &m = backward_args.at(arg);
            std::memset(m.get_data_handle(), 0, m.get_desc().get_size());
        }
        backward_primitive.execute(queue, backward_args);
    }

    void write_gradients(const std::string &out) const {
        write_weights(out, "weight_ih", in, reordered(backward_args.at(DNNL_ARG_DIFF_WEIGHTS_LAYER), wx));
        write_weights(out, "weight_hh", s.units, reordered(backward_args.at(DNNL_ARG_DIFF_WEIGHTS_ITER), wh));
        const float *db = data(backward_args.at(DNNL_ARG_DIFF_BIAS));
        for (int d = 0; d < s.directions; d++) {
            Floats ih(s.gates() * s.units), hh(ih.size());
            for (int g = 0; g < s.gates(); g++) {
                for (int j = 0; j < s.units; j++) {
                    int row = gate(s, g) * s.units + j;
                    ih[row] = db[(d * s.biases() + g) * s.units + j];
                    hh[row] = db[(d * s.biases() + (!s.lstm() && g == 2 ? 3 : g)) * s.units + j];
                }
            }
            write_floats(out, tensor("bias_ih", number, d), ih);
            write_floats(out, tensor("bias_hh", number, d), hh);
        }
    }

private:
    void build_lstm(memory x) {
        auto direction = way();
        auto kind = training ? prop_kind::forward_training : prop_kind::forward_inference;
        lstm_forward::primitive_desc f({kind, direction, sx, sh, sh, anyx, anyh, sb, sy, sh, sh}, cpu);
        forward_primitive = lstm_forward(f);
        set_forward(x, f);
        forward_args[DNNL_ARG_SRC_ITER_C] = zeros(sh);
        forward_args[DNNL_ARG_DST_ITER_C] = zeros(sh);
        if (!training) return;
        lstm_backward::primitive_desc b({prop_kind::backward, direction, sx, sh, sh, anyx, anyh, sb, sy, sh, sh, sx,
                                         sh, sh, anyx, anyh, sb, sy, sh, sh}, cpu, f);
        backward_primitive = lstm_backward(b);
        set_backward(f, b);
        backward_args[DNNL_ARG_DIFF_SRC_ITER_C] = zeros(sh);
        backward_args[DNNL_ARG_DIFF_DST_ITER_C] = zeros(sh);
    }

    void build_gru(memory x) {
        auto direction = way();
        auto kind = training ? prop_kind::forward_training : prop_kind::forward_inference;
        lbr_gru_forward::primitive_desc f({kind, direction, sx, sh, anyx, anyh, sb, sy, sh}, cpu);
        forward_primitive = lbr_gru_forward(f);
        set_forward(x, f);
        if (!training) return;
        lbr_gru_backward::primitive_desc b({prop_kind::backward, direction, sx, sh, anyx, anyh, sb, sy, sh, sx, sh,
                                            anyx, anyh, sb, sy, sh}, cpu, f);
        backward_primitive = lbr_gru_backward(b);
        set_backward(f, b);
    }

    rnn_direction way() const {
        return s.directions == 2 ? rnn_direction::bidirectional_concat : rnn_direction::unidirectional_left2right;
    }

    template <class Desc>
    void set_forward(memory x, const Desc &f) {
        name = f.impl_info_str();
        weights_x = weights("weight_ih", in, wx);
        weights_h = weights("weight_hh", s.units, wh);
        forward_args = {
            {DNNL_ARG_SRC_LAYER, x}, {DNNL_ARG_SRC_ITER, zeros(sh)}, {DNNL_ARG_BIAS, bias()},
            {DNNL_ARG_WEIGHTS_LAYER, reordered(weights_x, f.weights_layer_desc())},
            {DNNL_ARG_WEIGHTS_ITER, reordered(weights_h, f.weights_iter_desc())},
            {DNNL_ARG_DST_LAYER, zeros(sy)}, {DNNL_ARG_DST_ITER, zeros(sh)}};
        if (training) forward_args[DNNL_ARG_WORKSPACE] = zeros(f.workspace_desc());
    }

    template <class Forward, class Backward>
    void set_backward(const Forward &, const Backward &b) {
        backward_args = forward_args;
        backward_args[DNNL_ARG_WEIGHTS_LAYER] = reordered(weights_x, b.weights_layer_desc());
        backward_args[DNNL_ARG_WEIGHTS_ITER] = reordered(weights_h, b.weights_iter_desc());
        backward_args[DNNL_ARG_DIFF_WEIGHTS_LAYER] = zeros(b.diff_weights_layer_desc());
        backward_args[DNNL_ARG_DIFF_WEIGHTS_ITER] = zeros(b.diff_weights_iter_desc());
        backward_args[DNNL_ARG_DIFF_BIAS] = zeros(sb);
        backward_args[DNNL_ARG_DIFF_SRC_LAYER] = zeros(sx);
        backward_args[DNNL_ARG_DIFF_SRC_ITER] = zeros(sh);
        backward_args[DNNL_ARG_DIFF_DST_ITER] = zeros(sh);
        memory dy = zeros(sy);
        std::fill_n(data(dy), (size_t)s.steps * s.rows * s.width(), 1.f);
        set_dy(dy);
    }

    // PyTorch's [gate unit, column] to [column, gate, unit], for each direction.
    memory weights(const char *kind, int columns, const memory::desc &desc) const {
        memory m = zeros(desc);
        float *to = data(m);
        for (int d = 0; d < s.directions; d++) {
            Floats from = read_floats(s.folder, tensor(kind, number, d));
            for (int k = 0; k < columns; k++)
                for (int g = 0; g < s.gates(); g++)
                    for (int j = 0; j < s.units; j++) *to++ = from[(gate(s, g) * s.units + j) * columns + k];
        }
        return m;
    }

    void write_weights(const std::string &out, const char *kind, int columns, const memory &m) const {
        const float *from = data(m);
        for (int d = 0; d < s.directions; d++) {
            Floats to((size_t)columns * s.gates() * s.units);
            for (int k = 0; k < columns; k++)
                for (int g = 0; g < s.gates(); g++)
                    for (int j = 0; j < s.units; j++) to[(gate(s, g) * s.units + j) * columns + k] = *from++;
            write_floats(out, tensor(kind, number, d), to);
        }
    }

    // Both of PyTorch's biases in one, but the GRU's candidate, whose second one the reset gate multiplies.
    memory bias() const {
        memory m = zeros(sb);
        for (int d = 0; d < s.directions; d++) {
            float *to = data(m) + d * s.biases() * s.units;
            Floats ih = read_floats(s.folder, tensor("bias_ih", number, d));
            Floats hh = read_floats(s.folder, tensor("bias_hh", number, d));
            for (int g = 0; g < s.gates(); g++) {
                for (int j = 0; j < s.units; j++) {
                    int row = gate(s, g) * s.units + j;
                    bool apart = !s.lstm() && g == 2;
                    to[g * s.units + j] = apart ? ih[row] : ih[row] + hh[row];
                    if (apart) to[3 * s.units + j] = hh[row];
                }
            }
        }
        return m;
    }

    Shape s;
    int number, in;
    bool training;
    std::string name;
    memory::desc sx, sy, sh, sb, wx, wh, anyx, anyh;
    memory weights_x, weights_h;
    primitive forward_primitive, backward_primitive;
    Args forward_args, backward_args;
};

class Stack {
public:
    Stack(const Shape &s, const memory &x, bool training) {
        for (int i = 0; i < s.layers; i++)
            layers.push_back(std::make_unique<Layer>(s, i, i ? layers.back()->y() : x, training));
        for (int i = s.layers - 2; training && i >= 0; i--) layers[i]->set_dy(layers[i + 1]->dx());
    }

    void forward() {
        for (auto &layer : layers) layer->forward();
        queue.wait();
    }

    void backward() {
        for (size_t i = layers.size(); i-- > 0;) layers[i]->backward();
        queue.wait();
    }

    std::vector<std::unique_ptr<Layer>> layers;
};

static Floats batch_major(const float *y, int steps, int rows, int width) {
    Floats to((size_t)steps * rows * width);
    for (int t = 0; t < steps; t++)
        for (int b = 0; b < rows; b++)
            std::copy_n(y + ((size_t)t * rows + b) * width, width, to.data() + ((size_t)b * steps + t) * width);
    return to;
}

int main(int count, char **args) {
    if (count != 12) return 2;
    std::string out = args[2];
    double seconds = std::atof(args[3]);
    Shape s{args[1], args[4], std::atoi(args[5]), std::atoi(args[6]), std::atoi(args[7]), std::atoi(args[8]),
            std::atoi(args[9]), std::atoi(args[10])};
    bool trains = std::atoi(args[11]) != 0;
    const dnnl_version_t *version = dnnl_version();
    std::printf("{\"version\":\"oneDNN %d.%d.%d\"}\n", version->major, version->minor, version->patch);

    memory x = zeros(floats({s.steps, s.rows, s.inputs}, Tag::tnc));
    Floats given = read_floats(s.folder, "layers_x");
    std::copy(given.begin(), given.end(), data(x));
    {
        Stack stack(s, x, false);
        stack.forward();
        write_floats(out, "layers", batch_major(data(stack.layers.back()->y()), s.steps, s.rows, s.width()));
        measure("layers", stack.layers.back()->implementation(), seconds, [&] { stack.forward(); });
    }
    if (!trains) return 0;
    Stack stack(s, x, true);
    stack.forward();
    stack.backward();
    for (auto &layer : stack.layers) layer->write_gradients(out + "/gradient");
    measure("gradient", stack.layers.back()->implementation(), seconds, [&] {
        stack.forward();
        stack.backward();
    });
}
