// E-019: RtlRaiseStatus raises a noncontinuable exception without parameters.
#include "check.h"
VOID NTAPI RtlRaiseStatus(LONG Status);
static EXCEPTION_RECORD seen;
static int copy(EXCEPTION_POINTERS *p) { seen = *p->ExceptionRecord; return 1; }
int main(void) {
    __try { RtlRaiseStatus((LONG)0xC000009A); mark('x'); } __except (copy(GetExceptionInformation())) { mark('h'); }
    CHECK(seen.ExceptionCode == 0xC000009A && seen.ExceptionFlags == EXCEPTION_NONCONTINUABLE);
    CHECK(seen.NumberParameters == 0 && seen.ExceptionRecord == NULL);
    CHECK(traced_is("h"));
    return 0;
}
