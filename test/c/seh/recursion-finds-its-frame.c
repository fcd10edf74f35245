// E-033: one function many times on the stack: the exception ends in the right one.
#include "check.h"
static int wanted, found;
static int find(int depth) {
    int mine = depth * 10;
    __try {
        if (depth == 0) throw_code(CODE);
        find(depth - 1);
    } __except (depth == wanted) {
        found = mine;
    }
    return found;
}
int main(void) {
    for (wanted = 0; wanted < 12; wanted++) { found = -1; find(12); CHECK(found == wanted * 10); }
    return 0;
}
