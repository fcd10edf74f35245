// E-039: GetExceptionCode in filter and handler, also after other exceptions in between.
#include "check.h"
static int outer(void) {
    int ok = 0;
    __try {
        throw_code(CODE + 5);
    } __except (GetExceptionCode() == CODE + 5) {
        __try { throw_code(CODE + 6); } __except (GetExceptionCode() == CODE + 6) { ok = GetExceptionCode() == CODE + 6; }
        ok = ok && GetExceptionCode() == CODE + 5;
    }
    return ok;
}
static int by_name(void) { __try { throw_code(CODE); } __except (_exception_code() == CODE ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH) { return _exception_code() == CODE; } return 0; }
int main(void) {
    CHECK(outer());
    CHECK(by_name());
    return 0;
}
