// Empty bodies, filters without effect and handlers that are empty.
#include "check.h"
int main(void) {
    __try { } __except (1) { }
    __try { } __finally { }
    __try { throw_code(CODE); } __except (1) { }
    __try { ; } __except (0) { ; }
    __try { __try { read_null(); } __finally { } } __except (1) { }
    mark('e');
    CHECK(traced_is("e"));
    return 0;
}
