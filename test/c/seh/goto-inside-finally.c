// Labels and loops inside a finally block.
#include "check.h"
int main(void) {
    int i = 0;
    __try {
        __try { throw_code(CODE); } __finally {
        again:
            mark('0' + i);
            if (++i < 3) goto again;
            for (;;) { if (i-- == 0) break; mark('l'); continue; }
            switch (i) { case -1: mark('s'); break; default: mark('x'); }
        }
    } __except (filter('f', 1)) {
        mark('h');
    }
    CHECK(traced_is("f012lllsh"));
    return 0;
}
