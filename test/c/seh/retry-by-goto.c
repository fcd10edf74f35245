// E-049: a handler that goes back to try again.
#include "check.h"
int main(void) {
    int tries = 0;
retry:
    __try {
        tries++;
        if (tries < 4) throw_code(CODE);
        mark('k');
    } __except (filter('f', 1)) {
        if (tries == 2) { mark('t'); goto retry; }
        mark('r');
        goto retry;
    }
    CHECK(tries == 4);
    CHECK(traced_is("frftfrk"));
    return 0;
}
