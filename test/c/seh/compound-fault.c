// A fault in the middle of an expression: what came before it is done, what comes after is not.
#include "check.h"
static int a, b, c;
static int set(int *p, int v) { *p = v; return v; }
int main(void) {
    int x = 1, i = 0, array[3] = { 0, 0, 0 };
    int *volatile null = 0;
    __try { x = set(&a, 1) + *null + set(&b, 2); } __except (1) { mark('h'); }
    CHECK(a == 1 && b == 0 && x == 1);
    __try { array[i++] = 5, *null = 7, array[i++] = 6; } __except (1) { mark('i'); }
    CHECK(i == 1 && array[0] == 5 && array[1] == 0);
    __try { *null += set(&c, 3); } __except (1) { mark('j'); }
    CHECK(traced_is("hij"));
    return 0;
}
