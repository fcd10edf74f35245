// Structures passed and returned through guarded bodies.
#include "check.h"
struct pair { int a, b; };
static struct pair make(int fail) {
    struct pair p = { 1, 2 };
    __try { p.a = 10; if (fail) read_null(); p.b = 20; } __except (1) { p.b = -1; }
    return p;
}
static int total(struct pair p) { __try { return p.a + p.b; } __finally { p.a = 0; } }
int main(void) {
    CHECK(make(0).b == 20 && make(1).a == 10 && make(1).b == -1);
    CHECK(total(make(0)) == 30 && total(make(1)) == 9);
    return 0;
}
