// Assignments and steps as values; each operand is evaluated once.
#include "check.h"
static int calls;
static int *slot(void) { static int value[2]; calls++; return value; }
int main(void) {
    int a, b, i = 0, array[4] = { 0 };
    CHECK((a = 5) == 5 && (b = a += 2) == 7);
    CHECK((a -= 3) == 4 && (a *= a) == 16 && (a /= 3) == 5 && (a %= 3) == 2);
    CHECK((a <<= 4) == 32 && (a >>= 2) == 8 && (a |= 7) == 15 && (a &= 9) == 9 && (a ^= 1) == 8);
    *slot() += 5;
    CHECK(calls == 1 && *slot() == 5 && calls == 2);
    (*slot())++;
    CHECK(calls == 3 && slot()[0] == 6);
    array[i++] += 1;
    array[i++] -= 1;
    CHECK(i == 2 && array[0] == 1 && array[1] == -1);
    array[++i] = i;
    CHECK(array[3] == 3 || array[3] == 2);
    a = 1;
    a = a++ + 1;
    CHECK(a == 2 || a == 3);
    unsigned char c = 255;
    CHECK(c++ == 255 && c == 0 && c-- == 0 && c == 255 && ++c == 0);
    CHECK((c = 300) == 44);
    return 0;
}
