// Structures that refer to themselves and to each other, also before they are known.
#include "check.h"
struct b;
struct a { struct b *to; int v; };
struct b { struct a *back; struct a inside; struct b (*make)(struct a *); };
typedef struct list { struct list *next; int v; } list, *plist;
static struct b build(struct a *x) { struct b r = { x, *x, 0 }; return r; }
static struct unknown *never;
static int total(plist l) { return l ? l->v + total(l->next) : 0; }
int main(void) {
    struct a x = { 0, 7 };
    struct b y = { &x, { &y, 8 }, build };
    list third = { 0, 3 }, second = { &third, 2 }, first = { &second, 1 };
    x.to = &y;
    CHECK(y.back->to->inside.to->back->v == 7);
    CHECK(y.make(&x).inside.v == 7 && y.make(&x).back == &x);
    CHECK(!never && total(&first) == 6);
    struct a { char c; } local = { 1 };
    CHECK(sizeof(local) == 1 && sizeof(x) != 1);
    return 0;
}
