// E-002 E-009: continuing after a noncontinuable exception raises 0xC0000025.
#include "check.h"
static int inner_filter(EXCEPTION_RECORD *r) {
    if (r->ExceptionCode == CODE) { mark('1'); return EXCEPTION_CONTINUE_EXECUTION; }
    mark(r->ExceptionCode == EXCEPTION_NONCONTINUABLE_EXCEPTION ? '2' : '?');
    return EXCEPTION_CONTINUE_SEARCH;
}
static DWORD outer_code;
int main(void) {
    __try {
        __try { RaiseException(CODE, EXCEPTION_NONCONTINUABLE, 0, NULL); mark('x'); } __except (inner_filter(GetExceptionInformation()->ExceptionRecord)) { mark('x'); }
        mark('x');
    } __except (outer_code = GetExceptionCode(), 1) {
        mark('h');
    }
    CHECK(outer_code == EXCEPTION_NONCONTINUABLE_EXCEPTION && outer_code == 0xC0000025);
    CHECK(traced_is("12h"));
    return 0;
}
