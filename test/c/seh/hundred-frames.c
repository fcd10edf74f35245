// E-033 E-047: 100 nested frames: every filter is asked, then every finally runs.
#include "check.h"
static int asked, finals, order = 1, last_finally = 1000, last_filter = 1000;
static int ask(int depth) { asked++; if (depth >= last_filter) order = 0; last_filter = depth; return EXCEPTION_CONTINUE_SEARCH; }
static void nest(int depth) {
    __try {
        __try {
            if (depth == 100) throw_code(CODE); else nest(depth + 1);
        } __except (ask(depth)) {
            order = 0;
        }
    } __finally {
        if (asked != 100) order = 0;
        if (depth >= last_finally) order = 0;
        last_finally = depth;
        finals++;
    }
}
int main(void) {
    int handled = 0;
    __try { nest(1); } __except (1) { handled = 1; }
    CHECK(handled && asked == 100 && finals == 100 && order);
    return 0;
}
