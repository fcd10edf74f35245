// Floating members and arrays, float rounding in memory.
#include "check.h"
struct v { float x, y; double z; };
static struct v scale(struct v a, double by) { a.x *= by; a.y *= by; a.z *= by; return a; }
static float table[] = { 0.1f, 0.2f, 1e10f };
int main(void) {
    struct v a = { 1, 2.5f, 3 }, b = scale(a, 2), *p = &b;
    float *f = &b.x;
    CHECK(sizeof(a) == 16 && b.x == 2 && b.y == 5 && p->z == 6);
    f[1] += 0.25f;
    CHECK(b.y == 5.25f);
    table[0] += 1;
    CHECK(table[0] == 1.1f && table[0] != 1.1);
    b.x = 0.1;
    CHECK(b.x == 0.1f && b.x != 0.1 && b.x > 0.1);
    CHECK((float)16777217.0 == 16777216.0f && table[2] == 1e10f);
    return 0;
}
