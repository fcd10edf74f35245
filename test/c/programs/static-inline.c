// Inline functions, and functions that are declared only inside others.
#include "check.h"
static __inline int plus(int a, int b) { return a + b; }
static inline int minus(int a, int b) { return a - b; }
__forceinline int times(int a, int b) { return a * b; }
int main(void) {
    int later(int);
    CHECK(plus(2, 3) == 5 && minus(2, 3) == -1 && times(2, 3) == 6);
    CHECK(later(4) == 40);
    {
        extern int later(int x);
        CHECK(later(5) == 50);
    }
    return 0;
}
int later(int n) { return n * 10; }
