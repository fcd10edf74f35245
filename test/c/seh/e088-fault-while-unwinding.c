// E-088: a fault in a finally while unwinding: inner filter asked again, then the outer one.
#include "check.h"
static int inner_filter(DWORD code) { mark(code == CODE ? '1' : '2'); return code == CODE; }
int main(void) {
    __try {
        __try {
            __try { throw_code(CODE); } __finally { MARK_FINALLY('a'); write_null(); mark('x'); }
        } __except (inner_filter(GetExceptionCode())) {
            mark('x');
        }
        mark('x');
    } __except (filter('o', GetExceptionCode() == EXCEPTION_ACCESS_VIOLATION)) {
        mark('h');
    }
    CHECK(traced_is("1A2oh"));
    return 0;
}
