// E-084: a finally that ends normally lets the unwind go on.
#include "check.h"
static int helper(void) { __try { mark('i'); } __finally { mark('j'); } return 1; }
int main(void) {
    __try {
        __try { throw_code(CODE); } __finally { helper(); __try { read_null(); } __except (filter('g', 1)) { mark('k'); } mark('a'); }
        mark('x');
    } __except (filter('f', 1)) {
        mark('h');
    }
    CHECK(traced_is("fijgkah"));
    return 0;
}
