// Functions with any number of arguments.
#include "check.h"
#include <stdarg.h>
#include <stddef.h>
struct pair { int a, b; };
static int sum(int count, ...) { va_list l; int t = 0; va_start(l, count); while (count--) t += va_arg(l, int); va_end(l); return t; }
static double mixed(const char *types, ...) {
    va_list l;
    double t = 0;
    va_start(l, types);
    for (; *types; types++)
        switch (*types) {
        case 'i': t += va_arg(l, int); break;
        case 'u': t += va_arg(l, unsigned); break;
        case 'q': t += (double)va_arg(l, __int64); break;
        case 'd': t += va_arg(l, double); break;
        case 'p': t += *va_arg(l, int *); break;
        case 's': t += va_arg(l, char *)[0]; break;
        }
    va_end(l);
    return t;
}
static int inner(int n, va_list l) { int t = 0; while (n--) t = t * 10 + va_arg(l, int); return t; }
static int outer(int n, ...) { va_list l, copy; int a, b; va_start(l, n); va_copy(copy, l); a = inner(n, l); b = inner(n - 1, copy); va_end(copy); va_end(l); return a * 1000 + b; }
static int last(const char *first, ...) { va_list l; const char *s; int n = 1; va_start(l, first); while ((s = va_arg(l, const char *)) != NULL) n++; va_end(l); return n; }
int main(void) {
    int x = 4;
    char c = 'c';
    short s = -2;
    float f = 0.5f;
    CHECK(sum(0) == 0 && sum(3, 1, 2, 3) == 6 && sum(2, c, s) == 97);
    CHECK(mixed("iuqdps", -1, 4000000000u, 5000000000ll, 0.25, &x, "a") == 9000000000.0 - 1 + 0.25 + 4 + 97);
    CHECK(mixed("dqd", f, -1ll, 2.0) == 1.5);
    CHECK(outer(3, 1, 2, 3) == 123012);
    CHECK(last("a", "b", "c", NULL) == 3);
    return 0;
}
