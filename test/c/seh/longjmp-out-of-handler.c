// longjmp out of a handler, through a finally, to a setjmp before everything.
#include "check.h"
#include <setjmp.h>
static jmp_buf buffer;
static void fails(void) {
    __try {
        __try { throw_code(CODE); } __except (filter('f', 1)) { mark('h'); longjmp(buffer, 6); }
    } __finally {
        MARK_FINALLY('a');
    }
}
int main(void) {
    volatile int rounds = 0;
    int r = setjmp(buffer);
    rounds++;
    if (r == 0) { __try { fails(); mark('x'); } __finally { MARK_FINALLY('b'); } mark('x'); }
    mark('0' + r);
    if (rounds == 2 && r == 6) longjmp(buffer, 7);
    CHECK(rounds == 3);
    CHECK(traced_is("fhAB67"));
    return 0;
}
