// Macros that name themselves, and calls through deferred names.
#include "check.h"
#define value value + 1
static int (value_);
#define f(x) x + f
#define EMPTY
#define DEFER(x) x EMPTY
#define EVAL(...) EVAL1(EVAL1(__VA_ARGS__))
#define EVAL1(...) EVAL2(EVAL2(__VA_ARGS__))
#define EVAL2(...) __VA_ARGS__
#define A() 10 + DEFER(B)()
#define B() 20
#define min(a, b) ((a) < (b) ? (a) : (b))
int main(void) {
    int value_plain = 0;
#undef value
    int value = 5;
#define value value * 2
    CHECK(value + 1 == 11);
    int f = 3;
    CHECK(f(1) == 4);
    CHECK(EVAL(A()) == 30);
    CHECK(min(min(3, 2), min(5, 1)) == 1);
    CHECK(value_plain == 0 && value_ == 0);
    return 0;
}
