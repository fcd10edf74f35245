// E-030: RaiseException clears bit 28 and passes at most 15 arguments.
#include "check.h"
static EXCEPTION_RECORD seen;
static int copy(EXCEPTION_POINTERS *p) { seen = *p->ExceptionRecord; return 1; }
int main(void) {
    ULONG_PTR many[20];
    int i;
    for (i = 0; i < 20; i++) many[i] = i;
    __try { RaiseException(0xF0000005, 0, 0, NULL); } __except (copy(GetExceptionInformation())) { }
    CHECK(seen.ExceptionCode == 0xE0000005);
    __try { RaiseException(CODE, 0, 20, many); } __except (copy(GetExceptionInformation())) { }
    CHECK(seen.NumberParameters == 15 && seen.ExceptionInformation[14] == 14);
    CHECK(EXCEPTION_MAXIMUM_PARAMETERS == 15);
    return 0;
}
