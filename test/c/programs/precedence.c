// Precedence and associativity.
#include "check.h"
int main(void) {
    int a = 6, b = 3, c = 2, *p = &a, array[3] = { 10, 20, 30 }, *q = array;
    CHECK(a - b - c == 1 && a / b / c == 1 && a / b * c == 4);
    CHECK((a & b == 3) == 0 && ((a & b) == 2));
    CHECK((a | b ^ c & 1) == 7 && (1 << 2 + 1) == 8);
    CHECK((a > b > c) == 0 && (a == 6 == 1));
    CHECK(-a % 4 == -2 && ~a & 1 && !a + 1 == 1);
    CHECK(*p++ == 6 && p == &a + 1);
    CHECK(*++q == 20 && ++*q == 21 && (*q)++ == 21 && array[1] == 22 && *q++ == 22 && *q == 30);
    CHECK(a+++b == 9 && a == 7);
    CHECK(a - -b == 10 && a - - -b == 4);
    a = b = c;
    CHECK(a == 2 && b == 2);
    a += b -= c;
    CHECK(a == 2 && b == 0);
    CHECK((a ? b : c) == 0 && (b ? 1 : a ? 2 : 3) == 2);
    CHECK(sizeof(int) * 2 == 8 && sizeof a + 1 == 5);
    CHECK((char)a + 300 == 302 && (char)(a + 300) == 46);
    CHECK(&array[2] - q == 0 && !*q | 1);
    return 0;
}
