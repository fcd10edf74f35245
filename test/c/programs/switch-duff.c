// Cases inside a loop.
#include "check.h"
static void copy(char *to, const char *from, int count) {
    int n = (count + 7) / 8;
    switch (count % 8) {
    case 0: do { *to++ = *from++;
    case 7:      *to++ = *from++;
    case 6:      *to++ = *from++;
    case 5:      *to++ = *from++;
    case 4:      *to++ = *from++;
    case 3:      *to++ = *from++;
    case 2:      *to++ = *from++;
    case 1:      *to++ = *from++;
            } while (--n > 0);
    }
}
static int inside_if(int n) {
    switch (n) {
        if (0) { case 1: return 10; } else { case 2: n += 5; }
        for (;;) { n++; if (n > 20) break; case 3: n += 2; }
    }
    return n;
}
int main(void) {
    char from[20] = "abcdefghijklmnopqrs", to[20] = { 0 };
    copy(to, from, 19);
    CHECK(to[0] == 'a' && to[18] == 's' && to[19] == 0);
    copy(to, "zzzzzzzz", 8);
    CHECK(to[7] == 'z' && to[8] == 'i');
    copy(to, "y", 1);
    CHECK(to[0] == 'y' && to[1] == 'z');
    CHECK(inside_if(1) == 10);
    CHECK(inside_if(2) == 23);
    CHECK(inside_if(3) == 21);
    CHECK(inside_if(4) == 4);
    return 0;
}
