// setjmp and longjmp: back up the stack with a value.
#include "check.h"
#include <setjmp.h>
static jmp_buf buffer, other;
static int depth_reached;
static void deeper(int n) { depth_reached = n; if (n == 20) longjmp(buffer, 7); deeper(n + 1); }
static int loops(void) {
    volatile int n = 0;
    if (setjmp(other) < 5) { n++; longjmp(other, n); }
    return n;
}
static int choose(int v) {
    switch (setjmp(buffer)) {
    case 0: longjmp(buffer, v);
    case 1: return 10;
    case 2: return 20;
    default: return 30;
    }
}
int main(void) {
    volatile int stage = 0;
    int r = setjmp(buffer);
    if (r == 0) { stage = 1; deeper(0); return 1; }
    CHECK(r == 7 && stage == 1 && depth_reached == 20);
    CHECK(loops() == 5);
    CHECK(choose(1) == 10 && choose(2) == 20 && choose(9) == 30);
    CHECK(choose(0) == 10);
    if (!setjmp(buffer)) { stage = 2; longjmp(buffer, 0); }
    else CHECK(stage == 2);
    return 0;
}
