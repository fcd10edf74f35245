// E-070: break out of a guarded body.
#include "check.h"
int main(void) {
    int i, finals = 0, after = 0;
    for (i = 0; i < 10; i++) {
        __try { if (i == 1) break; } __finally { finals++; }
        after++;
    }
    CHECK(i == 1 && finals == 2 && after == 1);
    for (;;) __try { break; } __except (1) { return __LINE__; }
    do { __try { __try { break; } __finally { MARK_FINALLY('a'); } } __finally { MARK_FINALLY('b'); } } while (0);
    CHECK(traced_is("AB"));
    return 0;
}
