// E-055: longjmp from a finally reached normally to a setjmp before the body.
#include "check.h"
#include <setjmp.h>
static jmp_buf buffer;
int main(void) {
    if (setjmp(buffer) == 0) {
        __try {
            mark('1');
        } __finally {
            mark('f');
            longjmp(buffer, 1);
        }
        mark('x');
    } else mark('j');
    CHECK(traced_is("1fj"));
    return 0;
}
