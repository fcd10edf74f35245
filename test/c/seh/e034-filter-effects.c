// E-034: what a filter changes, the finally blocks see.
#include "check.h"
static int shared;
static int change(int *local) { shared = 7; *local += 1; return 1; }
int main(void) {
    int local = 1, seen = 0;
    __try {
        __try {
            throw_code(CODE);
        } __finally {
            seen = shared * 10 + local;
        }
    } __except (change(&local)) {
        seen += 1000;
    }
    CHECK(seen == 1072 && local == 2);
    return 0;
}
