// Results are converted to the type of the function.
#include "check.h"
static unsigned char byte(int v) { return v; }
static short half(void) { return 0x12345; }
static _Bool truth(int v) { return v; }
static double number(int v) { return v; }
static int cut(double v) { return v; }
static long long wide(int v) { return v; }
static unsigned plain(int v) { return v; }
static void *pointer(int which) { return which ? (void *)"x" : 0; }
static void early(int *p) { if (*p) return; *p = 5; }
static char both(int v) { if (v) return v; else return -v; }
int main(void) {
    int x = 0;
    CHECK(byte(300) == 44 && half() == 0x2345 && truth(8) == 1 && number(3) / 2 == 1.5 && cut(-2.9) == -2);
    CHECK(wide(-1) == -1 && plain(-1) == 4294967295u && wide(plain(-1)) == -1);
    CHECK(*(char *)pointer(1) == 'x' && !pointer(0));
    early(&x);
    CHECK(x == 5);
    early(&x);
    CHECK(x == 5 && both(128) == -128);
    return 0;
}
