// E-064: continue in the body of a try/except within a loop.
#include "check.h"
int main(void) {
    int i, after = 0, handled = 0;
    for (i = 0; i < 10; i++) {
        __try { if (i % 2 == 0) continue; } __except (1) { handled++; }
        after++;
    }
    CHECK(after == 5 && handled == 0 && i == 10);
    return 0;
}
