// The filter of last resort is called when nobody else answers; it may continue.
#include "check.h"
static LONG WINAPI last(EXCEPTION_POINTERS *p) { mark('u'); return p->ExceptionRecord->ExceptionCode == CODE ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_CONTINUE_SEARCH; }
int main(void) {
    LPTOP_LEVEL_EXCEPTION_FILTER old = SetUnhandledExceptionFilter(last);
    CHECK(SetUnhandledExceptionFilter(last) == last);
    throw_code(CODE);
    mark('c');
    __try { throw_code(CODE); mark('d'); } __except (filter('f', EXCEPTION_CONTINUE_SEARCH)) { mark('x'); }
    CHECK(traced_is("ucfud"));
    SetUnhandledExceptionFilter(old);
    return 0;
}
