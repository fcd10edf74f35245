// Pointers survive a trip through integers of their size; wild ones survive too.
#include "check.h"
#include <stdint.h>
int main(void) {
    int x = 42;
    uintptr_t n = (uintptr_t)&x;
    int *p = (int *)n;
    void *wild = (void *)(uintptr_t)0xDEADBEEF;
    void *odd = (void *)((uintptr_t)0x5555555555555555ull);
    CHECK(*p == 42 && p == &x);
    CHECK((uintptr_t)wild == 0xDEADBEEF);
    CHECK((uintptr_t)odd == (uintptr_t)0x5555555555555555ull);
    CHECK((uintptr_t)((char *)wild + 0x11) == 0xDEADBF00);
    CHECK((n & ~(uintptr_t)3) == n);
    CHECK((int *)((char *)0 + 16) == (int *)16);
    CHECK((void *)(intptr_t)-1 != 0);
    CHECK((uintptr_t)(void *)(intptr_t)-1 == UINTPTR_MAX);
    CHECK((intptr_t)(void *)(intptr_t)-1 == -1);
    CHECK((unsigned char)(uintptr_t)wild == 0xEF);
    wild = odd;
    CHECK(wild == odd);
    return 0;
}
