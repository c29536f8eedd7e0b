// What the machine can do: multiply-adds, in vectors and one by one, and bandwidth of reading, on one core and on all.
//
//     roofline SECONDS
//
// Prints one JSON line a quantity: {"name", "threads", "value"} in GFLOP/s or GB/s, the best of many short windows.
// Every window starts at a barrier on all threads and counts until the last one has finished.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MaxThreads = 256, Chains = 12 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

// Twelve independent chains hide the latency of two units with four or five cycles each.
#define FMA(r, i) "vfmadd231ps %%" r "14, %%" r "15, %%" r #i "\n"
#define ALL(r) FMA(r, 0) FMA(r, 1) FMA(r, 2) FMA(r, 3) FMA(r, 4) FMA(r, 5) \
    FMA(r, 6) FMA(r, 7) FMA(r, 8) FMA(r, 9) FMA(r, 10) FMA(r, 11)
#define CHANGED "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11"

// Registers that nobody set could hold denormals or NaN: all are zeroed first.
#define ZERO(i) "vpxor %%xmm" #i ", %%xmm" #i ", %%xmm" #i "\n"
#define CLEAR ZERO(0) ZERO(1) ZERO(2) ZERO(3) ZERO(4) ZERO(5) ZERO(6) ZERO(7) ZERO(8) ZERO(9) ZERO(10) ZERO(11) \
    ZERO(14) ZERO(15)

static void fma_zmm(long n) {
    __asm__ volatile(CLEAR "1:\n" ALL("zmm") ALL("zmm") "dec %0\njnz 1b\n" : "+r"(n)::CHANGED, "xmm14", "xmm15");
}

static void fma_ymm(long n) {
    __asm__ volatile(CLEAR "1:\n" ALL("ymm") ALL("ymm") "dec %0\njnz 1b\n" : "+r"(n)::CHANGED, "xmm14", "xmm15");
}

// What RnnGen's scalar tier is compiled to: a product and a sum that each round, in two-operand instructions, because
// a processor without AVX has no others. mulss destroys an operand, so every product also costs a copy or a load; here
// it is a copy. The same chains as above, and no loads.
#define MUL_ADD(i) "movaps %%xmm14, %%xmm13\nmulss %%xmm15, %%xmm13\naddss %%xmm13, %%xmm" #i "\n"
#define ALL_SCALAR MUL_ADD(0) MUL_ADD(1) MUL_ADD(2) MUL_ADD(3) MUL_ADD(4) MUL_ADD(5) MUL_ADD(6) MUL_ADD(7) MUL_ADD(8) \
    MUL_ADD(9) MUL_ADD(10) MUL_ADD(11)
#define ZERO_SSE(i) "xorps %%xmm" #i ", %%xmm" #i "\n"
#define CLEAR_SSE ZERO_SSE(0) ZERO_SSE(1) ZERO_SSE(2) ZERO_SSE(3) ZERO_SSE(4) ZERO_SSE(5) ZERO_SSE(6) ZERO_SSE(7) \
    ZERO_SSE(8) ZERO_SSE(9) ZERO_SSE(10) ZERO_SSE(11) ZERO_SSE(14) ZERO_SSE(15)

static void mul_add_scalar(long n) {
    __asm__ volatile(CLEAR_SSE "1:\n" ALL_SCALAR ALL_SCALAR "dec %0\njnz 1b\n"
                     : "+r"(n)::CHANGED, "xmm13", "xmm14", "xmm15");
}

#define OR(r, at, i) "vorps " #at "(%0), %%" r #i ", %%" r #i "\n"

static void read_ymm(const char *p, long bytes) {
    const char *end = p + bytes;
    __asm__ volatile("1:\n" OR("ymm", 0, 0) OR("ymm", 32, 1) OR("ymm", 64, 2) OR("ymm", 96, 3) OR("ymm", 128, 4)
                     OR("ymm", 160, 5) OR("ymm", 192, 6) OR("ymm", 224, 7) "add $256, %0\ncmp %1, %0\njb 1b\n"
                     : "+r"(p) : "r"(end) : CHANGED, "memory");
}

// The sum instead of the disjunction: vorps of zmm would need AVX-512 DQ.
#define ADD(at, i) "vaddps " #at "(%0), %%zmm" #i ", %%zmm" #i "\n"

static void read_zmm(const char *p, long bytes) {
    const char *end = p + bytes;
    __asm__ volatile(CLEAR "1:\n" ADD(0, 0) ADD(64, 1) ADD(128, 2) ADD(192, 3) ADD(256, 4) ADD(320, 5) ADD(384, 6)
                     ADD(448, 7) "add $512, %0\ncmp %1, %0\njb 1b\n"
                     : "+r"(p) : "r"(end) : CHANGED, "xmm14", "xmm15", "memory");
}

enum Kind { FmaZmm, FmaYmm, MulAddScalar, Read };

struct Work {
    enum Kind kind;
    long bytes, rounds;
    double seconds;
    int threads, is_wide;
    pthread_barrier_t barrier;
    volatile int done;
    double best;
    int cores[MaxThreads];
};

struct Thread { struct Work *work; int number; };

static double once(const struct Work *w, const char *memory) {
    long rounds = w->rounds;
    if (w->kind == FmaZmm) fma_zmm(rounds);
    if (w->kind == FmaYmm) fma_ymm(rounds);
    if (w->kind == MulAddScalar) mul_add_scalar(rounds);
    int lanes = w->kind == FmaZmm ? 16 : w->kind == FmaYmm ? 8 : 1;
    if (w->kind != Read) return rounds * 2.0 * Chains * 2 * lanes;
    for (long i = 0; i < rounds; i++) w->is_wide ? read_zmm(memory, w->bytes) : read_ymm(memory, w->bytes);
    return (double)rounds * w->bytes;
}

// Rounds of about 5 ms, or one where the memory is large.
static long window(struct Work *w, const char *memory) {
    double seconds = 0;
    for (w->rounds = 1; seconds < 5e-3; w->rounds *= 2) {
        double start = now();
        once(w, memory);
        seconds = now() - start;
    }
    return w->rounds > 2 ? w->rounds / 2 : 1;
}

static void *run(void *argument) {
    struct Thread *thread = argument;
    struct Work *w = thread->work;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(w->cores[thread->number], &set);
    pthread_setaffinity_np(pthread_self(), sizeof set, &set);
    char *memory = NULL;
    if (w->bytes) {
        memory = aligned_alloc(4096, (w->bytes + 4095) / 4096 * 4096);
        if (!memory) exit(1);
        for (long i = 0; i < w->bytes; i++) memory[i] = 0;
    }
    if (thread->number == 0) w->rounds = window(w, memory);
    double end = now() + w->seconds;
    do {
        pthread_barrier_wait(&w->barrier);
        double begin = now();
        double amount = once(w, memory);
        pthread_barrier_wait(&w->barrier);
        if (thread->number == 0) {
            double rate = amount * w->threads / (now() - begin) * 1e-9;
            if (rate > w->best) w->best = rate;
            w->done = now() > end;
        }
        pthread_barrier_wait(&w->barrier);
    } while (!w->done);
    free(memory);
    return NULL;
}

static void report(const char *name, enum Kind kind, long bytes, int threads, double seconds, const int *cores) {
    static struct Work w;
    static struct Thread arguments[MaxThreads];
    pthread_t handles[MaxThreads];
    w.kind = kind;
    w.bytes = bytes / 512 * 512;
    w.seconds = seconds;
    w.threads = threads;
    w.is_wide = __builtin_cpu_supports("avx512f");
    w.done = 0;
    w.best = 0;
    pthread_barrier_init(&w.barrier, NULL, threads);
    for (int i = 0; i < threads; i++) {
        w.cores[i] = cores[i];
        arguments[i] = (struct Thread){&w, i};
    }
    for (int i = 0; i < threads; i++)
        if (pthread_create(handles + i, NULL, run, arguments + i)) exit(1);
    for (int i = 0; i < threads; i++) pthread_join(handles[i], NULL);
    printf("{\"name\":\"%s\",\"threads\":%d,\"value\":%.2f,\"bytes\":%ld}\n", name, threads, w.best, w.bytes);
    fflush(stdout);
}

static int field(int index, const char *name, const char *format, void *value) {
    char path[96];
    snprintf(path, sizeof path, "/sys/devices/system/cpu/cpu0/cache/index%d/%s", index, name);
    FILE *file = fopen(path, "r");
    if (!file) return 0;
    int found = fscanf(file, format, value) == 1;
    fclose(file);
    return found;
}

// A data cache's size as the system lists it; sysconf gives wrong sizes of the third level on some processors.
static long cache(int level, long otherwise) {
    for (int i = 0; i < 8; i++) {
        char type[32];
        long found = 0, size = 0;
        if (!field(i, "level", "%ld", &found) || !field(i, "type", "%31s", type)) break;
        if (!field(i, "size", "%ldK", &size)) break;
        if (found == level && type[0] != 'I' && size > 0) return size << 10;
    }
    return otherwise;
}

int main(int count, char **args) {
    double seconds = count > 1 ? atof(args[1]) : 0.3;
    int cores[MaxThreads], all = 0;
    cpu_set_t set;
    sched_getaffinity(0, sizeof set, &set);
    for (int i = 0; i < CPU_SETSIZE && all < MaxThreads; i++)
        if (CPU_ISSET(i, &set)) cores[all++] = i;
    long l1 = cache(1, 32 << 10);
    long l2 = cache(2, 512 << 10);
    long l3 = cache(3, 16 << 20);
    for (int i = 0; i < 2; i++) {
        int threads = i ? all : 1;
        if (i && all == 1) break;
        if (__builtin_cpu_supports("avx512f")) report("fma zmm", FmaZmm, 0, threads, seconds, cores);
        if (__builtin_cpu_supports("fma")) report("fma ymm", FmaYmm, 0, threads, seconds, cores);
        report("mul + add scalar", MulAddScalar, 0, threads, seconds, cores);
        if (!__builtin_cpu_supports("avx2")) continue;
        report("L1 read", Read, l1 / 2, threads, seconds, cores);
        report("L2 read", Read, l2 / 2, threads, seconds, cores);
        long share = l3 / 4 / threads;
        if (share > 2 * l2) report("L3 read", Read, share, threads, seconds, cores);
        report("DRAM read", Read, (8 * l3 > 256l << 20 ? 8 * l3 : 256l << 20) / threads, threads, seconds, cores);
    }
}
