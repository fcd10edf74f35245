// Recursion over an array in place.
#include "check.h"
static int count, sum;
static void permute(int *values, int n, int at) {
    int i, t;
    if (at == n) {
        count++;
        sum += values[0] * 100 + values[1] * 10 + values[n - 1];
        return;
    }
    for (i = at; i < n; i++) {
        t = values[at], values[at] = values[i], values[i] = t;
        permute(values, n, at + 1);
        t = values[at], values[at] = values[i], values[i] = t;
    }
}
int main(void) {
    int values[] = { 1, 2, 3, 4 };
    permute(values, 4, 0);
    CHECK(count == 24);
    CHECK(sum == 6660);
    CHECK(values[0] == 1 && values[3] == 4);
    return 0;
}
