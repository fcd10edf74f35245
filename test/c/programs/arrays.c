// Arrays, their addresses and what they decay to.
#include "check.h"
static int total(const int *values, int count) { int t = 0; while (count--) t += *values++; return t; }
static void fill(int values[], int count) { int i; for (i = 0; i < count; i++) values[i] = i + 1; }
int main(void) {
    int a[5] = { 1, 2, 3 }, b[] = { [3] = 4, 5, [0] = 1 };
    int (*whole)[5] = &a;
    int *end = a + 5;
    CHECK(a[3] == 0 && a[4] == 0);
    CHECK(sizeof(b) == 20 && b[3] == 4 && b[4] == 5 && b[1] == 0);
    CHECK(total(a, 5) == 6);
    fill(a, 5);
    CHECK(total(a, 5) == 15);
    CHECK((*whole)[2] == 3 && whole[0][4] == 5);
    CHECK((char *)(whole + 1) - (char *)whole == 20);
    CHECK(end - a == 5 && end[-1] == 5 && *(end - 2) == 4);
    CHECK(2[a] == a[2] && &a[2] == a + 2 && &*a == a);
    CHECK((void *)&a == (void *)a);
    a[a[0]] = a[1] + a[2];
    CHECK(a[1] == 5);
    return 0;
}
