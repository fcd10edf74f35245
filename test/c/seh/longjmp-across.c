// E-058: longjmp out of bodies runs their finally blocks.
#include "check.h"
#include <setjmp.h>
static jmp_buf buffer;
static void deep(int n) { __try { if (n == 0) longjmp(buffer, 4); deep(n - 1); } __finally { MARK_FINALLY('a' + n); } }
int main(void) {
    int r;
    __try {
        r = setjmp(buffer);
        if (r == 0) deep(3);
        mark('0' + r);
    } __except (filter('x', 1)) {
        mark('x');
    }
    CHECK(traced_is("ABCD4"));
    return 0;
}
