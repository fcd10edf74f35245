// E-006 E-014: parameters of an access violation: read or write, and the address.
#include "check.h"
static ULONG_PTR kind, address;
static DWORD count;
static int copy(EXCEPTION_RECORD *r) { count = r->NumberParameters; kind = r->ExceptionInformation[0]; address = r->ExceptionInformation[1]; return r->ExceptionCode == EXCEPTION_ACCESS_VIOLATION; }
int main(void) {
    volatile int *p = (int *)0x10;
    int value = 5;
    __try { value = *p; } __except (copy(GetExceptionInformation()->ExceptionRecord)) { mark('r'); }
    CHECK(count == 2 && kind == 0 && address == 0x10 && value == 5);
    __try { *p = 1; } __except (copy(GetExceptionInformation()->ExceptionRecord)) { mark('w'); }
    CHECK(kind == 1 && address == 0x10);
    p = (int *)(ULONG_PTR)0xFFFFFFFC;
    __try { value = *p; } __except (copy(GetExceptionInformation()->ExceptionRecord)) { mark('r'); }
    CHECK(kind == 0 && address == 0xFFFFFFFC);
    __try { *p = 1; } __except (copy(GetExceptionInformation()->ExceptionRecord)) { mark('w'); }
    CHECK(kind == 1 && address == 0xFFFFFFFC);
    CHECK(traced_is("rwrw"));
    return 0;
}
