// Arrays and structures in loops over their bytes.
#include "check.h"
#include <string.h>
struct s { short a, b; int c; };
static int same(const void *x, const void *y, unsigned n) { const unsigned char *p = x, *q = y; while (n--) if (*p++ != *q++) return 0; return 1; }
int main(void) {
    struct s v[3] = { { 1, 2, 3 }, { 1, 2, 3 }, { 1, 2, 4 } };
    unsigned char *p = (unsigned char *)v;
    int i, sum = 0;
    CHECK(same(&v[0], &v[1], sizeof v[0]) && !same(&v[0], &v[2], sizeof v[0]));
    for (i = 0; i < (int)sizeof(v); i++) sum += p[i];
    CHECK(sum == 19);
    memset(&v[1], 0, sizeof(v[1]));
    CHECK(v[1].a == 0 && v[1].c == 0 && v[2].c == 4 && v[0].c == 3);
    p[8] = 5;
    CHECK(v[1].a == 5);
    return 0;
}
