// E-057 E-058: longjmp from a finally during an unwind abandons the exception; finallys on the way run once.
#include "check.h"
#include <setjmp.h>
static jmp_buf buffer;
static void inner(void) {
    __try {
        __try { throw_code(CODE); } __finally { MARK_FINALLY('a'); longjmp(buffer, 3); }
    } __finally {
        mark('b');
    }
}
int main(void) {
    __try {
        int r = setjmp(buffer);
        if (r == 0) {
            __try { inner(); mark('x'); } __finally { mark('c'); }
            mark('x');
        } else mark('0' + r);
    } __except (filter('f', 1)) {
        mark('h');
    }
    mark('e');
    CHECK(traced_is("fAbc3e"));
    return 0;
}
