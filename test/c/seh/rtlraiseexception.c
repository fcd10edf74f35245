// E-020 E-002: RtlRaiseException with a record of the caller's own, which points at another one.
#include "check.h"
VOID NTAPI RtlRaiseException(PEXCEPTION_RECORD ExceptionRecord);
static EXCEPTION_RECORD seen;
static int copy(EXCEPTION_POINTERS *p) { seen = *p->ExceptionRecord; return 1; }
int main(void) {
    EXCEPTION_RECORD chained = { CODE + 1 }, record = { CODE, 0, &chained };
    record.NumberParameters = 2;
    record.ExceptionInformation[0] = 5;
    record.ExceptionInformation[1] = 6;
    __try { RtlRaiseException(&record); } __except (copy(GetExceptionInformation())) { mark('h'); }
    CHECK(seen.ExceptionCode == CODE && seen.ExceptionRecord && seen.ExceptionRecord->ExceptionCode == CODE + 1);
    CHECK(seen.NumberParameters == 2 && seen.ExceptionInformation[1] == 6);
    __try { RtlRaiseException(&record); mark('c'); } __except (filter('f', EXCEPTION_CONTINUE_EXECUTION)) { mark('x'); }
    CHECK(traced_is("hfc"));
    return 0;
}
