// The same body fails in two ways; each has its handler.
#include "check.h"
static int divide(int a, int b, const int *p) {
    __try {
        __try { return a / b + *p; } __except (GetExceptionCode() == EXCEPTION_INT_DIVIDE_BY_ZERO) { mark('d'); return -1; }
    } __except (GetExceptionCode() == EXCEPTION_ACCESS_VIOLATION) {
        mark('v');
    }
    return -2;
}
int main(void) {
    int five = 5;
    CHECK(divide(10, 2, &five) == 10 && divide(1, 0, &five) == -1 && divide(1, 1, 0) == -2 && divide(1, 0, 0) == -1);
    CHECK(traced_is("dvd"));
    return 0;
}
