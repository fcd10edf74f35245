// E-009: divide by zero, breakpoint and others have their codes.
#include "check.h"
static volatile int zero, least = -2147483647 - 1, minus = -1;
static DWORD code;
int main(void) {
    int r = 1;
    __try { r = 5 / zero; } __except (code = GetExceptionCode(), 1) { mark('a'); }
    CHECK(code == 0xC0000094 && r == 1);
    __try { r = 5 % zero; } __except (code = GetExceptionCode(), 1) { mark('b'); }
    CHECK(code == EXCEPTION_INT_DIVIDE_BY_ZERO && r == 1);
    __try { r = least / minus; } __except (code = GetExceptionCode(), 1) { mark('c'); }
    CHECK(code == 0xC0000095 || code == 0xC0000094);
    __try { r = (int)(5ll / zero); } __except (code = GetExceptionCode(), 1) { mark('d'); }
    CHECK(code == 0xC0000094);
    __try { __debugbreak(); } __except (code = GetExceptionCode(), 1) { mark('e'); }
    CHECK(code == EXCEPTION_BREAKPOINT);
    CHECK(traced_is("abcde"));
    return 0;
}
