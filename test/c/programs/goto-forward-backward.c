// goto in both directions, out of and into blocks.
#include "check.h"
static int loop_by_goto(int n) {
    int sum = 0, i = 0;
again:
    if (i == n) goto done;
    sum += i++;
    goto again;
done:
    return sum;
}
static int out_of_three(void) {
    int i, j, k, n = 0;
    for (i = 0; i < 5; i++) for (j = 0; j < 5; j++) for (k = 0; k < 5; k++) {
        n++;
        if (i == 1 && j == 2 && k == 3) goto out;
    }
    n = -1;
out:
    return n;
}
static int into_block(int where) {
    int n = 0;
    if (where == 1) goto inside;
    {
        n += 1;
    inside:
        n += 10;
    }
    if (where == 2) {
    again:
        n += 100;
    }
    if (where == 3 && n < 300) goto again;
    return n;
}
static int cleanup(int fail) {
    int r = 0;
    if (fail == 1) goto one;
    r += 1;
    if (fail == 2) goto two;
    r += 2;
    goto end;
two:
    r += 10;
one:
    r += 100;
end:
    return r;
}
int main(void) {
    CHECK(loop_by_goto(10) == 45 && loop_by_goto(0) == 0);
    CHECK(out_of_three() == 39);
    CHECK(into_block(0) == 11 && into_block(1) == 10 && into_block(2) == 111 && into_block(3) == 311);
    CHECK(cleanup(0) == 3 && cleanup(1) == 100 && cleanup(2) == 111);
    return 0;
}
