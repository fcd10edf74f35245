// Functions through pointers, as arguments and as results.
#include "check.h"
static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }
typedef int (*operation)(int, int);
static int apply(operation f, int a, int b) { return f(a, b); }
static int apply_function(int f(int, int), int a) { return f(a, a); }
static operation choose(char c) { return c == '+' ? add : c == '-' ? &sub : 0; }
static int (*choose_plain(int minus))(int, int) { return minus ? sub : add; }
static int twice(int (*f)(int), int x) { return f(f(x)); }
static int increment(int x) { return x + 1; }
int main(void) {
    operation f = add, *pf = &f;
    CHECK(f(1, 2) == 3 && (*f)(1, 2) == 3 && (**f)(1, 2) == 3 && (&add)(1, 2) == 3);
    CHECK(apply(sub, 5, 3) == 2 && apply(&add, 5, 3) == 8);
    CHECK(apply_function(add, 4) == 8);
    CHECK(choose('+')(2, 2) == 4 && choose('-')(2, 2) == 0 && !choose('x'));
    CHECK(choose_plain(1)(9, 4) == 5);
    CHECK((*pf)(3, 4) == 7);
    *pf = sub;
    CHECK(f(3, 4) == -1 && f == sub && f != add);
    CHECK(twice(increment, 5) == 7);
    CHECK((f ? 1 : 2) == 1);
    return 0;
}
