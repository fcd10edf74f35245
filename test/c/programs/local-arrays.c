// Arrays of calls: each call has its own, also in recursion.
#include "check.h"
static int fill(int depth, int *outer) {
    int mine[16], i, ok = 1;
    for (i = 0; i < 16; i++) mine[i] = depth * 100 + i;
    if (depth) ok = fill(depth - 1, mine);
    for (i = 0; i < 16; i++) if (mine[i] != depth * 100 + i + (depth ? 1 : 0)) ok = 0;
    if (outer) for (i = 0; i < 16; i++) outer[i]++;
    return ok;
}
int main(void) {
    char big[4096];
    int i;
    for (i = 0; i < 4096; i++) big[i] = (char)i;
    CHECK(fill(10, 0));
    for (i = 0; i < 4096; i++) CHECK(big[i] == (char)i);
    return 0;
}
