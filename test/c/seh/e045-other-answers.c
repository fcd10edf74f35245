// E-045: positive answers run the handler, negative ones continue.
#include "check.h"
int main(void) {
    __try { throw_code(CODE); mark('x'); } __except (filter('a', 7)) { mark('h'); }
    __try { throw_code(CODE); mark('c'); } __except (filter('b', -5)) { mark('x'); }
    CHECK(traced_is("ahbc"));
    return 0;
}
