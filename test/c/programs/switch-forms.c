// Switches: falling through, defaults in the middle, nested, without braces, over characters.
#include "check.h"
static int classify(int n) {
    switch (n) {
    default: return -1;
    case 1: case 2: case 3: return 10;
    case -5: return 20;
    case 0x7FFFFFFF: return 30;
    }
}
static int fall(int n) {
    int r = 0;
    switch (n) {
    case 0: r += 1;
    case 1: r += 10;
    default: r += 100;
    case 2: r += 1000; break;
    case 3: ;
    }
    return r;
}
static int nested(int a, int b) {
    switch (a) {
    case 1:
        switch (b) { case 1: return 11; case 2: break; default: return 19; }
        return 12;
    case 2: { int local = b * 2; switch (local) case 4: return 24; }
        return 20;
    }
    return 0;
}
int main(void) {
    int n = 0;
    CHECK(classify(2) == 10 && classify(-5) == 20 && classify(2147483647) == 30 && classify(7) == -1);
    CHECK(fall(0) == 1111 && fall(1) == 1110 && fall(9) == 1100 && fall(2) == 1000 && fall(3) == 0);
    CHECK(nested(1, 1) == 11 && nested(1, 2) == 12 && nested(1, 5) == 19 && nested(2, 2) == 24 && nested(2, 1) == 20 && nested(3, 0) == 0);
    switch ("abc"[1]) { case 'a': return 1; case 'b': n = 5; break; case 'c': return 2; }
    CHECK(n == 5);
    switch (n) { }
    switch (n++) case 5: n += 10;
    CHECK(n == 16);
    switch ((unsigned char)300) { case 44: n = 1; }
    CHECK(n == 1);
    return 0;
}
