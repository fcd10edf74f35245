// E-005: filters of all forms.
#include "check.h"
static DWORD expected;
static int check(EXCEPTION_POINTERS *p) { return p->ExceptionRecord->ExceptionCode == expected; }
static int throws(DWORD code) {
    int r = 0;
    __try {
        __try {
            throw_code(code);
        } __except (GetExceptionCode() == CODE ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH) {
            r = 1;
        }
    } __except ((expected = CODE + 1, check(GetExceptionInformation())) || GetExceptionCode() == CODE + 2) {
        r = 2;
    }
    return r;
}
int main(void) {
    CHECK(throws(CODE) == 1 && throws(CODE + 1) == 2 && throws(CODE + 2) == 2);
    __try { throws(CODE + 3); return __LINE__; } __except (EXCEPTION_EXECUTE_HANDLER) { }
    return 0;
}
