// Indexes below zero, of every type.
#include "check.h"
int main(void) {
    int a[10], *middle = a + 5, i;
    signed char sc = -3;
    short s = -2;
    long long q = -1;
    for (i = 0; i < 10; i++) a[i] = i;
    CHECK(middle[-5] == 0 && middle[4] == 9 && *(middle - 1) == 4);
    CHECK(middle[sc] == 2 && middle[s] == 3 && middle[q] == 4);
    CHECK((middle + sc)[3] == 5 && (&a[9])[-9] == 0);
    CHECK(middle[(unsigned char)2] == 7);
    return 0;
}
