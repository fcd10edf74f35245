// Parameters may be changed, and their addresses taken.
#include "check.h"
static int countdown(int n) { int t = 0; while (n) t += n--; return t; }
static void through(int *p) { *p += 100; }
static int changed(int a, char b) { int *p = &a; through(p); b++; through(&a); return a + b; }
static int array(int a[4]) { a++; return a[0] + (int)(sizeof(a) == sizeof(int *)); }
static const char *advance(const char *s) { while (*s && *s != ',') s++; return s; }
int main(void) {
    int n = 4, v[4] = { 1, 2, 3, 4 };
    CHECK(countdown(n) == 10 && n == 4);
    CHECK(changed(1, 'a') == 201 + 98);
    CHECK(array(v) == 3);
    CHECK(advance("ab,c")[1] == 'c');
    return 0;
}
