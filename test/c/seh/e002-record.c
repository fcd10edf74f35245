// E-002 E-020: the record of a raised exception, as a filter sees it.
#include "check.h"
static EXCEPTION_RECORD seen;
static int copy(EXCEPTION_POINTERS *p) { seen = *p->ExceptionRecord; return p->ContextRecord != NULL || 1; }
int main(void) {
    ULONG_PTR arguments[3] = { 11, 22, 33 };
    __try { RaiseException(CODE, 0, 3, arguments); } __except (copy(GetExceptionInformation())) { mark('h'); }
    CHECK(seen.ExceptionCode == CODE && seen.ExceptionFlags == 0 && seen.ExceptionRecord == NULL);
    CHECK(seen.NumberParameters == 3 && seen.ExceptionInformation[0] == 11 && seen.ExceptionInformation[2] == 33);
    CHECK(seen.ExceptionAddress != NULL);
    __try { RaiseException(CODE, EXCEPTION_NONCONTINUABLE, 0, NULL); } __except (copy(GetExceptionInformation())) { mark('i'); }
    CHECK(seen.ExceptionFlags == EXCEPTION_NONCONTINUABLE && seen.NumberParameters == 0);
    CHECK(traced_is("hi"));
    return 0;
}
