// else belongs to the nearest if.
#include "check.h"
static int f(int a, int b) { if (a) if (b) return 1; else return 2; return 3; }
static int g(int a, int b) { if (a) { if (b) return 1; } else return 2; return 3; }
static int chain(int n) { if (n < 0) return -1; else if (n == 0) return 0; else if (n < 10) return 1; else return 2; }
static int loops(int n) { for (; n; n--) if (n % 2) while (n > 3) n -= 2; else n--; return n; }
int main(void) {
    CHECK(f(1, 1) == 1 && f(1, 0) == 2 && f(0, 1) == 3);
    CHECK(g(1, 1) == 1 && g(1, 0) == 3 && g(0, 1) == 2);
    CHECK(chain(-5) == -1 && chain(0) == 0 && chain(5) == 1 && chain(50) == 2);
    CHECK(loops(4) == 0 || loops(4) < 0);
    if (0) ; else if (1) { } else return 9;
    return 0;
}
