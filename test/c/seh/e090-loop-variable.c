// E-090: continue in a body whose finally ends the loop.
#include "check.h"
static int g = 1;
static int f(void) {
    int rounds = 0;
    __try {
        while (g) {
            rounds++;
            __try { continue; } __finally { g = 0; }
            rounds += 100;
        }
    } __finally {
        g = 10;
    }
    return rounds * 100 + g;
}
int main(void) {
    CHECK(f() == 110 && g == 10);
    return 0;
}
