// Initialisers with missing braces, of automatic and static objects, from expressions.
#include "check.h"
struct p { int x, y; };
struct l { struct p a, b; int n[2]; };
static struct l flat = { 1, 2, 3, 4, 5, 6 };
static struct l partial = { { 1 }, 2, 3, { 4 } };
static struct { char name[4]; int v; } records[] = { "abc", 1, { "de" }, "f", 3 };
static int *pointers[] = { &flat.n[1], &partial.a.x, 0 };
static int scalar = { 5 };
static char lines[][4] = { "ab", { 'c', 'd' }, { "ef" } };
static int sequence;
static int next(void) { return ++sequence; }
int main(void) {
    struct p q = { next(), next() }, r = q;
    int n[3] = { next(), r.x }, zero[100] = { 0 }, i;
    struct l copy = { q, .b = { r.y, n[0] } };
    CHECK(flat.b.y == 4 && flat.n[1] == 6 && *pointers[0] == 6 && *pointers[1] == 1);
    CHECK(partial.a.y == 0 && partial.b.x == 2 && partial.b.y == 3 && partial.n[0] == 4 && partial.n[1] == 0);
    CHECK(sizeof(records) == 24 && records[1].name[1] == 'e' && records[1].v == 0 && records[2].v == 3);
    CHECK(scalar == 5 && lines[1][1] == 'd' && lines[1][2] == 0 && lines[2][0] == 'e');
    CHECK(q.x == 1 && q.y == 2 && n[0] == 3 && n[1] == 1 && n[2] == 0);
    for (i = 0; i < 100; i++) CHECK(zero[i] == 0);
    CHECK(copy.a.y == 2 && copy.b.x == 2 && copy.b.y == 3 && copy.n[0] == 0);
    return 0;
}
