// Guarded bodies in a loop with labels, a switch and returns.
#include "check.h"
static int step(int state) {
    for (;;) {
        __try {
            switch (state) {
            case 0: mark('0'); state = 2; continue;
            case 1: mark('1'); throw_code(CODE); break;
            case 2: mark('2'); state = 1; break;
            case 3: return 33;
            default: __leave;
            }
            mark('b');
        } __except (filter('f', 1)) {
            state = state == 1 ? 7 : 3;
            if (state == 7) goto last;
        }
    }
last:
    mark('l');
    __try { return step(3); } __finally { MARK_FINALLY('r'); }
}
int main(void) {
    CHECK(step(0) == 33);
    CHECK(traced_is("02b1flR"));
    return 0;
}
