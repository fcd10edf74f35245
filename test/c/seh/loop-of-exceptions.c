// E-033: one body that fails again and again.
#include "check.h"
int main(void) {
    int i, caught = 0, finals = 0, sum = 0;
    for (i = 0; i < 200; i++) {
        __try {
            __try {
                if (i % 3 == 0) throw_code(CODE + i);
                if (i % 3 == 1) write_null();
                sum += i;
            } __finally {
                finals++;
            }
        } __except (GetExceptionCode() == CODE + i || GetExceptionCode() == EXCEPTION_ACCESS_VIOLATION) {
            caught++;
        }
    }
    CHECK(caught == 134 && finals == 200);
    CHECK(sum == 2 * 66 + 3 * (65 * 66 / 2));
    return 0;
}
