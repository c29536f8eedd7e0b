// What the C++ peers share: tensors as files, and times as JSON lines.
#pragma once
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using Floats = std::vector<float>;

inline Floats read_floats(const std::string &folder, const std::string &name) {
    std::string path = folder + "/" + name + ".bin";
    FILE *file = std::fopen(path.c_str(), "rb");
    if (!file) {
        std::fprintf(stderr, "cannot read %s\n", path.c_str());
        std::exit(1);
    }
    std::fseek(file, 0, SEEK_END);
    Floats values(std::ftell(file) / sizeof(float));
    std::rewind(file);
    size_t count = std::fread(values.data(), sizeof(float), values.size(), file);
    std::fclose(file);
    if (count != values.size()) std::exit(1);
    return values;
}

inline void write_floats(const std::string &folder, const std::string &name, const Floats &values) {
    std::string path = folder + "/" + name + ".bin";
    FILE *file = std::fopen(path.c_str(), "wb");
    if (!file || std::fwrite(values.data(), sizeof(float), values.size(), file) != values.size()) {
        std::fprintf(stderr, "cannot write %s\n", path.c_str());
        std::exit(1);
    }
    std::fclose(file);
}

inline double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Runs for so many seconds after a warm-up; one run is `steps` of what is reported.
template <class Run>
void measure(const char *what, const char *variant, double seconds, Run run, int steps = 1) {
    double start = now();
    do run(); while (now() - start < 0.2 * seconds);
    size_t least = seconds >= 0.1 ? 3 : 1;
    std::vector<double> times;
    for (start = now(); times.size() < least || now() - start < seconds;) {
        double begin = now();
        run();
        times.push_back((now() - begin) / steps);
    }
    std::sort(times.begin(), times.end());
    std::printf("{\"what\":\"%s\",\"variant\":\"%s\",\"best\":%.9g,\"median\":%.9g,\"count\":%zu}\n", what, variant,
                times[0], times[times.size() / 2], times.size());
    std::fflush(stdout);
}
