// E-061: a filter that raises: the same filter is asked about the second exception.
#include "check.h"
static int asked;
static int inner_filter(EXCEPTION_POINTERS *p) {
    asked++;
    mark('a' + asked - 1);
    if (p->ExceptionRecord->ExceptionCode == CODE) { throw_code(CODE + 1); mark('x'); }
    return EXCEPTION_CONTINUE_SEARCH;
}
static int outer_filter(DWORD code) { mark(code == CODE + 1 ? 'o' : 'p'); return EXCEPTION_EXECUTE_HANDLER; }
static void callee(void) {
    __try { throw_code(CODE); mark('x'); } __except (inner_filter(GetExceptionInformation())) { mark('x'); }
    mark('x');
}
int main(void) {
    __try { callee(); mark('x'); } __except (outer_filter(GetExceptionCode())) { mark('h'); }
    CHECK(asked == 2);
    CHECK(traced_is("aboh"));
    return 0;
}
