// Distinct objects have distinct addresses, and stay where they are.
#include "check.h"
static int a, b, c[4];
static int *remembered;
static void remember(int *p) { remembered = p; }
static int *local(int deep) { int v = deep; return deep ? local(deep - 1) : (remember(&v), remembered); }
int main(void) {
    int x, y, *p = &x, *q = &y;
    int *first = &a;
    CHECK(&a != &b && &b != c && p != q && (void *)p != (void *)first);
    a = 1, b = 2, c[0] = 3;
    CHECK(*first == 1);
    CHECK(first == &a);
    local(3);
    CHECK(remembered != p && remembered != q);
    *p = 5, *q = 6;
    CHECK(x == 5 && y == 6);
    return 0;
}
