// 64-bit members, arrays and results.
#include "check.h"
struct s { char c; __int64 q; unsigned __int64 u[2]; };
static __int64 values[3] = { -1, 0x100000000, 5 };
static struct s global = { 1, -2, { 3, 0xFFFFFFFFFFFFFFFF } };
static __int64 add(__int64 a, const __int64 *b) { return a + *b; }
static void bump(__int64 *p) { ++*p; *p *= 2; }
int main(void) {
    struct s copy = global;
    __int64 q = 0, *p = values;
    int i;
    CHECK(copy.q == -2 && copy.u[1] + 1 == 0);
    for (i = 0; i < 3; i++) q += p[i];
    CHECK(q == 0x100000004);
    CHECK(add(q, &values[0]) == 0x100000003);
    bump(&copy.q);
    CHECK(copy.q == -2);
    bump(&values[1]);
    CHECK(values[1] == 0x200000002 && *(int *)&values[1] == 2 && ((int *)&values[1])[1] == 2);
    copy.u[0] -= 4;
    CHECK(copy.u[0] == 0xFFFFFFFFFFFFFFFF);
    return 0;
}
