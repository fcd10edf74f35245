// Definitions without prototypes.
#include "check.h"
int add(a, b)
    int a;
    int b;
{
    return a + b;
}
static defaulted(x) { return x * 2; }
char *second(list, n) char *list[]; int n; { return list[n]; }
static int narrow(c, s) char c; short s; { return c + s; }
static int none() { return 3; }
int main(void) {
    char *words[] = { "a", "b" };
    int (*f)() = add;
    CHECK(add(1, 2) == 3);
    CHECK(defaulted(4) == 8);
    CHECK(*second(words, 1) == 'b');
    CHECK(narrow('a', 1) == 98 && narrow(0x161, 0) == 'a');
    CHECK(none() == 3);
    CHECK(f(5, 6) == 11);
    return 0;
}
