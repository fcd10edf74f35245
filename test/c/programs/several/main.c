// Several files: external and internal names, in all kinds.
#include "../check.h"
#include "parts.h"
int shared = 1;
int tentative;
static int hidden(void) { return 1; }
int main(void) {
    CHECK(hidden() == 1 && call_hidden() == 2 && call_other_hidden() == 3);
    change_shared(5);
    CHECK(shared == 5 && defined_elsewhere == 42);
    CHECK(table[2] == 30 && table_length() == 3);
    CHECK(tentative == 0);
    set_tentative(9);
    CHECK(tentative == 9);
    CHECK(apply(hidden) == 10);
    struct pair p = make_pair(3, 4);
    CHECK(p.a == 3 && p.b == 4);
    return 0;
}
