// E-018: misaligned accesses do not fault; one at NULL + 1 does, whatever its code.
#include "check.h"
int main(void) {
    char bytes[16] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
    DWORD code = 0;
    __try { CHECK(*(int *)(bytes + 1) == 0x05040302); } __except (1) { return __LINE__; }
    __try { *(volatile int *)1 = 0; } __except (code = GetExceptionCode(), 1) { mark('h'); }
    CHECK(code == EXCEPTION_ACCESS_VIOLATION || code == EXCEPTION_DATATYPE_MISALIGNMENT);
    return 0;
}
