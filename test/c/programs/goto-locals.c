// Jumping over initialisers, and back before them.
#include "check.h"
int main(void) {
    int rounds = 0, total = 0;
again:
    {
        int fresh = 5;
        fresh += rounds;
        total += fresh;
        int array[3] = { 1, 2, 3 };
        array[1]++;
        total += array[1];
    }
    if (++rounds < 3) goto again;
    CHECK(rounds == 3 && total == 15 + 3 + 9);
    goto over;
    {
        int skipped = 1;
    over:
        skipped = 2;
        CHECK(skipped == 2);
    }
    for (int i = 0; i < 3; i++) {
        if (i == 1) goto next;
        total++;
    next:;
    }
    CHECK(total == 29);
    return 0;
}
