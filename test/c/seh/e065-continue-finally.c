// E-065 E-066: continue through one and two finally blocks.
#include "check.h"
int main(void) {
    int i, one = 0, after = 0, inner = 0, outer = 0, after_inner = 0, after_outer = 0, abnormal = 0;
    for (i = 0; i < 10; i++) {
        __try { if (i % 2 == 0) continue; } __finally { one++; abnormal += AbnormalTermination() != 0; }
        after++;
    }
    CHECK(one == 10 && after == 5 && abnormal == 5);
    for (i = 0; i < 10; i++) {
        __try {
            __try { if (i % 2 == 0) continue; } __finally { inner++; }
            after_inner++;
        } __finally {
            outer++;
        }
        after_outer++;
    }
    CHECK(inner == 10 && outer == 10 && after_inner == 5 && after_outer == 5);
    return 0;
}
