// Structures as arguments are copies; structures as results too.
#include "check.h"
struct small { char c; };
struct pair { int a, b; };
struct large { int values[20]; };
static struct pair swap(struct pair p) { int t = p.a; p.a = p.b; p.b = t; return p; }
static int sum(struct large l) { int s = 0, i; for (i = 0; i < 20; i++) { s += l.values[i]; l.values[i] = 0; } return s; }
static struct large fill(int start) { struct large l; int i; for (i = 0; i < 20; i++) l.values[i] = start + i; return l; }
static struct small next(struct small s) { s.c++; return s; }
static struct pair nested(struct pair a, struct large l, struct pair b) { struct pair r = { a.a + l.values[0], b.b + l.values[19] }; return r; }
int main(void) {
    struct pair p = { 1, 2 }, q;
    struct large l;
    struct small s = { 'a' };
    q = swap(p);
    CHECK(p.a == 1 && p.b == 2 && q.a == 2 && q.b == 1);
    CHECK(swap(q).a == 1 && swap(swap(q)).a == 2);
    l = fill(5);
    CHECK(sum(l) == 290 && l.values[19] == 24);
    CHECK(fill(1).values[3] == 4);
    CHECK(next(next(s)).c == 'c');
    q = nested(p, fill(10), swap(p));
    CHECK(q.a == 11 && q.b == 30);
    p = swap(p);
    CHECK(p.a == 2 && p.b == 1);
    return 0;
}
