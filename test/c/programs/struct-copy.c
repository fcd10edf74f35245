// Assignment copies a structure, arrays inside included.
#include "check.h"
struct point { int x, y; };
struct shape { char name[8]; struct point corners[3]; double area; };
int main(void) {
    struct shape a = { "tri", { { 1, 2 }, { 3, 4 }, { 5, 6 } }, 1.5 }, b, *p = &b;
    b = a;
    a.corners[1].x = 99;
    a.name[0] = 'X';
    CHECK(b.corners[1].x == 3 && b.name[0] == 't' && b.area == 1.5);
    *p = a;
    CHECK(b.corners[1].x == 99);
    b.corners[0] = b.corners[2];
    CHECK(b.corners[0].x == 5 && b.corners[0].y == 6);
    struct point one = { 1, 1 }, two = { 2, 2 }, t;
    t = one, one = two, two = t;
    CHECK(one.x == 2 && two.y == 1);
    one = two = (struct point){ 7, 8 };
    CHECK(one.x == 7 && two.y == 8);
    one = one;
    CHECK(one.x == 7);
    return 0;
}
