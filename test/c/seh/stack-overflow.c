// E-008 E-009: endless recursion is STATUS_STACK_OVERFLOW, which a filter may handle.
#include "check.h"
static int endless(int n) { volatile char space[512]; space[0] = (char)n; return endless(n + 1) + space[0]; }
int main(void) {
    DWORD code = 0;
    __try { endless(0); } __except (code = GetExceptionCode(), 1) { mark('h'); }
    CHECK(code == EXCEPTION_STACK_OVERFLOW && code == 0xC00000FD);
    CHECK(traced_is("h"));
    return 0;
}
