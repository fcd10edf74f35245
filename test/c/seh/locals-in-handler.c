// E-097: variables keep what the body stored before the exception.
#include "check.h"
int main(void) {
    int a = 1, b = 2;
    long long q = 3;
    double d = 4;
    char text[8] = "abc";
    __try {
        a = 10;
        q = 1ll << 40;
        d = 2.5;
        text[0] = 'X';
        b = read_null();
        a = 99;
    } __except (1) {
        CHECK(a == 10 && b == 2 && q == 1ll << 40 && d == 2.5 && text[0] == 'X');
        a++;
    }
    CHECK(a == 11);
    return 0;
}
