// E-055: setjmp and longjmp again and again, each time out of a body.
#include "check.h"
#include <setjmp.h>
int main(void) {
    jmp_buf local;
    volatile int i, jumps = 0, finals = 0;
    for (i = 0; i < 5; i++) {
        if (setjmp(local)) { jumps++; continue; }
        __try { if (i % 2 == 0) longjmp(local, 1); } __finally { finals++; }
        mark('n');
    }
    CHECK(jumps == 3 && finals == 5);
    CHECK(traced_is("nn"));
    return 0;
}
