// Constant expressions where C asks for them.
#include "check.h"
#include <stddef.h>
enum { N = 3 * 4 + (7 > 3 ? 1 : 0), M = N % 5 << 2, SIZE = sizeof(int[N]) };
static int table[N - 3] = { [N - 4] = 9, [0] = ~0 & 0xFF };
static double number = 1.0 / 4 + 2;
static const char *text = "abcdef" + 2;
static int *pointer = &table[1] + 2;
static unsigned wrapped = (unsigned char)300 + (0xFFFFFFFFu + 2);
static long long big = 1ll << 40 | 5;
static int negative = -7 / 2 * 10 + -7 % 3;
static size_t difference = sizeof(table) - 4;
struct s { int bits : N - 10; };
int main(void) {
    CHECK(N == 13 && M == 12 && SIZE == 52);
    CHECK(sizeof(table) == 40 && table[9] == 9 && table[0] == 255 && table[5] == 0);
    CHECK(number == 2.25);
    CHECK(text[0] == 'c');
    CHECK(pointer == table + 3);
    CHECK(wrapped == 45);
    CHECK(big == 1099511627781ll);
    CHECK(negative == -31);
    CHECK(difference == 36);
    switch (13) {
    case N: break;
    case N + 1: return 1;
    case (int)2.9: return 2;
    case 'a' + 1: return 3;
    default: return 4;
    }
    struct s v = { 3 };
    CHECK(v.bits == 3);
    return 0;
}
