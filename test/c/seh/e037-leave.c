// E-037 E-075: __leave ends the body normally, from loops and switches too.
#include "check.h"
int main(void) {
    int i;
    __try { mark('1'); __leave; mark('x'); } __finally { MARK_FINALLY('a'); }
    __try { if (traced) __leave; mark('x'); } __finally { MARK_FINALLY('b'); }
    __try { for (i = 0; i < 5; i++) { if (i == 2) __leave; mark('0' + i); } mark('x'); } __finally { MARK_FINALLY('c'); }
    __try { switch (i) { case 2: __leave; default: mark('x'); } mark('x'); } __finally { MARK_FINALLY('d'); }
    __try { while (1) { do { __leave; } while (1); } } __except (filter('x', 1)) { mark('x'); }
    mark('e');
    CHECK(traced_is("1ab01cde"));
    return 0;
}
