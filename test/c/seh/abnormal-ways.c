// E-036 E-037: each way out of a body, and what AbnormalTermination says.
#include "check.h"
static void ways(int way) {
    do {
        __try {
            if (way == 0) ;
            if (way == 1) __leave;
            if (way == 2) return;
            if (way == 3) break;
            if (way == 4) continue;
            if (way == 5) goto out;
            if (way == 6) throw_code(CODE);
        } __finally {
            MARK_FINALLY('a' + way);
        }
    } while (0);
out:
    ;
}
int main(void) {
    int way;
    for (way = 0; way < 7; way++) __try { ways(way); } __except (1) { mark('!'); }
    CHECK(traced_is("abCDEFG!"));
    return 0;
}
