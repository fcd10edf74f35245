// const and its places.
#include "check.h"
static const char *const table[] = { "one", "two" };
static const struct { int a; const int b; } record = { 1, 2 };
static int length(const char *s) { const char *e = s; while (*e) ++e; return (int)(e - s); }
static char const *choose(int i) { return table[i]; }
int main(void) {
    const int a = 5, *pa = &a;
    int b = 6, *const pb = &b;
    int const *const both = &b;
    const volatile unsigned char c = 200;
    *pb = 7;
    pa = &b;
    CHECK(a == 5 && *pa == 7 && *both == 7 && c == 200 && record.b == 2);
    CHECK(length(choose(1)) == 3 && length(table[0]) == 3);
    CHECK(sizeof(const int) == 4 && (const int)3.7 == 3);
    typedef const int CI;
    CI ci = 4, array[2] = { 1, 2 };
    CHECK(ci + array[1] == 6);
    return 0;
}
