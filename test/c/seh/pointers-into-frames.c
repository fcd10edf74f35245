// E-097: handlers and filters reach variables of outer frames by pointer.
#include "check.h"
struct context { int depth; struct context *outer; };
static int count(struct context *c) { int n = 0; for (; c; c = c->outer) n += c->depth; return n; }
static int total;
static void descend(int depth, struct context *outer) {
    struct context mine = { depth, outer };
    __try { if (depth == 5) throw_code(CODE); descend(depth + 1, &mine); } __except (total += count(&mine), depth == 2) { mine.depth = 100; total += count(&mine); }
}
int main(void) {
    descend(1, 0);
    CHECK(total == 15 + 10 + 6 + 3 + 101);
    return 0;
}
