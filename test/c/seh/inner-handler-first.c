// E-033: the innermost frame that accepts gets the exception; others are not asked.
#include "check.h"
int main(void) {
    __try {
        __try {
            __try { throw_code(CODE); } __except (filter('1', 0)) { mark('x'); }
        } __except (filter('2', 1)) {
            mark('h');
        }
        mark('c');
    } __except (filter('3', 1)) {
        mark('x');
    }
    CHECK(traced_is("12hc"));
    return 0;
}
