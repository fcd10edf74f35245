// Every argument is evaluated once, and converted to its parameter.
#include "check.h"
static int calls, seen[3];
static int note(int n) { seen[n]++; return ++calls; }
static int three(int a, int b, int c) { return (a != b) + (b != c) + (a != c); }
static int converts(char c, unsigned char u, short s, double d, __int64 q) { return c == 1 && u == 1 && s == -1 && d == 3 && q == -1; }
int main(void) {
    CHECK(three(note(0), note(1), note(2)) == 3);
    CHECK(calls == 3 && seen[0] == 1 && seen[1] == 1 && seen[2] == 1);
    CHECK(converts(257, 257, 65535, 3, -1));
    CHECK(converts(1.9, 257u, 0xFFFF, 3.0f, -1));
    return 0;
}
