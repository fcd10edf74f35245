// Static objects whose initialisers name each other.
#include "check.h"
extern struct node last;
struct node { int v; struct node *next, *prev; const char *name; };
struct node first = { 1, &last, 0, "first" };
struct node last = { 2, 0, &first, "last" };
static int *self[] = { (int *)self, (int *)&self[2], (int *)&self };
static int (*functions[2])(void);
static int one(void) { return functions[1] == functions[0]; }
static const char text[] = "shared", *const middle = &text[3];
static char *addresses[2] = { (char *)&first + 4, (char *)&last.name };
int main(void) {
    CHECK(first.next == &last && last.prev->name[0] == 'f' && first.next->v == 2);
    CHECK((void *)self[0] == self && (void *)self[1] == &self[2]);
    CHECK(*middle == 'r');
    CHECK(*(const char **)addresses[1] == last.name);
    CHECK(addresses[0] > (char *)&first);
    return 0;
}
static int (*functions[2])(void) = { one, one };
