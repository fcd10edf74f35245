// msvc: the comma before nothing goes without being asked to.
#include "check.h"
#define LOG(format, ...) log_it(format, __VA_ARGS__)
#define TRACE(...) LOG("t", __VA_ARGS__)
static int log_it(const char *f, ...) { return *f; }
#define WIDE(x) L#x
#define ARGS(a, ...) sum(a, __VA_ARGS__)
static int sum(int a) { return a; }
int main(void) {
    CHECK(LOG("a") == 'a' && LOG("b", 1) == 'b' && TRACE() == 't' && TRACE(5) == 't');
    CHECK(ARGS(3) == 3);
    CHECK(sizeof(WIDE(abc)) == 8 && WIDE(abc)[0] == 'a');
    __pragma(pack(push, 1))
    struct s { char c; int i; };
    __pragma(pack(pop))
    CHECK(sizeof(struct s) == 5);
    return 0;
}
