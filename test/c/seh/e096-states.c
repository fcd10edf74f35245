// E-096 E-097: the states of a nested call, and local variables that keep value and place.
#include "check.h"
static int states[16], count;
static void state(int n) { states[count++] = n; }
static int same;
static void inner(int raise, int *outer) {
    int local = 77, *where = &local;
    state(2);
    __try {
        local++;
        if (raise) { *outer += 1; state(4); throw_code(CODE); }
        state(3);
    } __finally {
        same = local == 78 && &local == where;
        if (!AbnormalTermination()) state(4);
    }
    state(5);
}
static int outer(int raise) {
    int local = 5, *where = &local;
    count = 0;
    state(1);
    __try {
        inner(raise, &local);
        state(6);
    } __except (1) {
        state(7);
        if (local != 6 || where != &local) return 0;
    }
    state(8);
    return same;
}
int main(void) {
    static const int normal[] = { 1, 2, 3, 4, 5, 6, 8 }, raised[] = { 1, 2, 4, 7, 8 };
    CHECK(outer(0) && count == 7 && memcmp(states, normal, sizeof normal) == 0);
    CHECK(outer(1) && count == 5 && memcmp(states, raised, sizeof raised) == 0);
    return 0;
}
