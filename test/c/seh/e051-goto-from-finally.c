// E-051: a finally reached normally goes to a label inside the outer body.
#include "check.h"
int main(void) {
    __try {
        __try {
            mark('1');
        } __finally {
            MARK_FINALLY('a');
            goto label;
        }
        mark('x');
    label:
        mark('l');
    } __finally {
        MARK_FINALLY('b');
    }
    CHECK(traced_is("1alb"));
    return 0;
}
