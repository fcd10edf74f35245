// E-062: a fault in a filter behaves the same.
#include "check.h"
static int inner_filter(DWORD code) {
    mark(code == CODE ? '1' : code == EXCEPTION_ACCESS_VIOLATION ? '2' : '?');
    if (code == CODE) return read_null();
    return EXCEPTION_CONTINUE_SEARCH;
}
int main(void) {
    __try {
        __try { throw_code(CODE); mark('x'); } __except (inner_filter(GetExceptionCode())) { mark('x'); }
        mark('x');
    } __except (filter(GetExceptionCode() == EXCEPTION_ACCESS_VIOLATION ? 'o' : 'x', 1)) {
        mark('h');
    }
    CHECK(traced_is("12oh"));
    return 0;
}
