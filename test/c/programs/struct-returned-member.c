// Members of structures that functions return, arrays among them.
#include "check.h"
struct s { int a[3]; struct { char t[4]; } in; };
static struct s make(int n) { struct s r = { { n, n + 1, n + 2 }, { "abc" } }; return r; }
static int use(const int *p) { return p[0] + p[2]; }
static struct s *pointer(struct s *p) { p->a[0]++; return p; }
int main(void) {
    struct s v = make(10);
    CHECK(make(1).a[2] == 3 && make(5).in.t[1] == 'b');
    CHECK(use(make(7).a) == 16);
    CHECK(pointer(&v)->a[0] == 11 && (*pointer(&v)).a[0] == 12);
    v = make(make(make(1).a[1]).a[1]);
    CHECK(v.a[0] == 3);
    return 0;
}
