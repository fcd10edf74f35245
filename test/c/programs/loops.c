// Loops of all kinds, break and continue.
#include "check.h"
int main(void) {
    int i, j, n = 0;
    for (i = 0, j = 10; i < j; i++, j--) n++;
    CHECK(n == 5 && i == 5 && j == 5);
    for (;;) if (++n == 20) break;
    CHECK(n == 20);
    while (n --> 0) { if (n % 2) continue; if (n == 10) break; }
    CHECK(n == 10);
    do n++; while (n < 0);
    CHECK(n == 11);
    do { if (n == 12) continue; n = 20; } while (n++ < 20);
    CHECK(n == 21);
    for (i = 0; i < 3; i++) { for (j = 0; j < 3; j++) { if (j == 1) break; n += 100; } if (i == 1) continue; n += 1000; }
    CHECK(n == 2321);
    for (unsigned u = 3; u < 4; u--) n++;
    CHECK(n == 2325);
    i = 0;
    while (1) { switch (i++) { case 3: goto out; case 1: continue; default: break; } n++; }
out:
    CHECK(n == 2327 && i == 4);
    for (int k = 0, *p = &k; *p < 4; ++*p) n = k;
    CHECK(n == 3);
    while (0) return 1;
    do ; while (0);
    return 0;
}
