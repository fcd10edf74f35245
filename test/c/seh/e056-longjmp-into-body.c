// E-056: longjmp from a finally to a setjmp inside its own body: the finally runs again.
#include "check.h"
#include <setjmp.h>
static jmp_buf buffer;
int main(void) {
    volatile int jumped = 0;
    __try {
        mark('1');
        if (setjmp(buffer) == 0) mark('2'); else mark('j');
        mark('3');
    } __finally {
        mark('f');
        if (!jumped) { jumped = 1; longjmp(buffer, 1); }
        mark('g');
    }
    mark('e');
    CHECK(traced_is("123fj3fge"));
    return 0;
}
