// E-074: break inside a finally within a case leaves the switch.
#include "check.h"
int main(void) {
    switch (traced) {
    case 0:
        __try { mark('1'); } __finally { mark('f'); break; }
        mark('x');
    default:
        mark('y');
    }
    mark('e');
    switch (1) {
    case 1:
        __try { mark('2'); break; } __finally { MARK_FINALLY('g'); }
        mark('x');
    }
    CHECK(traced_is("1fe2G"));
    return 0;
}
