// Structures in structures, pointers to them, and arrays of them.
#include "check.h"
struct node { int value; struct node *next; struct { int depth; struct node *up; } link; };
struct table { struct node nodes[4]; struct node *first; };
int main(void) {
    struct table t = { 0 };
    int i, total = 0;
    struct node *n;
    for (i = 0; i < 4; i++) {
        t.nodes[i].value = i * i;
        t.nodes[i].next = i < 3 ? &t.nodes[i + 1] : 0;
        t.nodes[i].link.up = i ? &t.nodes[i - 1] : 0;
        t.nodes[i].link.depth = i;
    }
    t.first = t.nodes;
    for (n = t.first; n; n = n->next) total += n->value;
    CHECK(total == 14);
    CHECK(t.first->next->next->value == 4);
    CHECK(t.nodes[3].link.up->link.up->link.depth == 1);
    CHECK((*t.first).next == t.nodes + 1);
    CHECK((&t)->nodes[2].next->value == 9);
    (&t.nodes[1])->link.depth += 10;
    CHECK(t.first->next->link.depth == 11);
    return 0;
}
