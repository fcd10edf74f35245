// E-068: continue in the inner finally of two.
#include "check.h"
int main(void) {
    int i, inner = 0, after_inner = 0, outer = 0, after_outer = 0;
    for (i = 0; i < 10; i++) {
        __try {
            __try { inner++; } __finally { continue; }
            after_inner++;
        } __finally {
            outer++;
        }
        after_outer++;
    }
    CHECK(inner == 10 && after_inner == 0 && outer == 10 && after_outer == 0);
    return 0;
}
