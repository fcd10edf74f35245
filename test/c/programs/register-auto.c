// Storage classes in all orders.
#include "check.h"
int static unusual = 3;
const static unsigned char little = 1;
typedef unsigned long int long wide;
int typedef number;
static int f(register int n) { register int i, t = 0; for (i = 0; i < n; i++) t += i; return t; }
unsigned int long long extern declared;
int main(void) {
    auto int a = 2;
    number n = 4;
    short unsigned int s = 65535;
    long signed int long q = -1;
    char unsigned c = 255;
    wide w = 5;
    CHECK(unusual + little + a + n == 10 && f(5) == 10 && s == 65535 && q < 0 && c == 255 && w == 5);
    CHECK(sizeof(w) == 8 && declared == 9);
    return 0;
}
unsigned long long declared = 9;
