// E-082: an exception in a finally that runs because of another one replaces it.
#include "check.h"
static int ask(DWORD code) { mark(code == CODE ? '1' : '2'); return EXCEPTION_EXECUTE_HANDLER; }
int main(void) {
    DWORD code = 0;
    __try {
        __try {
            __try { throw_code(CODE); } __finally { MARK_FINALLY('a'); throw_code(CODE + 1); mark('x'); }
        } __finally {
            MARK_FINALLY('b');
        }
    } __except (ask(code = GetExceptionCode())) {
        mark('h');
    }
    CHECK(code == CODE + 1);
    CHECK(traced_is("1A2Bh"));
    return 0;
}
