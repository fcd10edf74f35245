// goto into the bodies of loops and branches.
#include "check.h"
static int into_while(int n) {
    int steps = 0;
    goto middle;
    while (n > 0) {
        steps += 100;
    middle:
        steps++;
        n--;
    }
    return steps;
}
static int into_for(void) {
    int i = 5, s = 0;
    goto in;
    for (i = 0; i < 8; i++) {
        s += 10;
    in: s += 1;
    }
    return s * 100 + i;
}
static int into_else(int x) {
    if (x == 7) goto other;
    if (x) x = 1;
    else {
        x = 2;
    other:
        x += 10;
    }
    return x;
}
static int into_do(void) {
    int n = 0;
    goto tail;
    do {
        n += 10;
    tail:
        n += 1;
    } while (n < 30);
    return n;
}
static int into_switch(int n) {
    if (n == 9) goto third;
    switch (n) {
    case 1: n = 10; break;
    case 2: n = 20;
    third: n += 3; break;
    }
    return n;
}
int main(void) {
    CHECK(into_while(3) == 203);
    CHECK(into_for() == 2308);
    CHECK(into_else(0) == 12 && into_else(5) == 1 && into_else(7) == 17);
    CHECK(into_do() == 34);
    CHECK(into_switch(1) == 10 && into_switch(2) == 23 && into_switch(9) == 12 && into_switch(5) == 5);
    return 0;
}
