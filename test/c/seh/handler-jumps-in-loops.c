// break and continue in handlers, in loops and switches.
#include "check.h"
int main(void) {
    int i;
    for (i = 0; i < 6; i++) {
        __try { throw_code(CODE); } __except (1) {
            if (i == 1) continue;
            if (i == 4) break;
            switch (i) { case 2: mark('2'); break; default: mark('d'); continue; }
            mark('s');
        }
        mark('n');
    }
    CHECK(i == 4);
    CHECK(traced_is("d2snd"));
    return 0;
}
