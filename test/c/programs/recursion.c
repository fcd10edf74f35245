// Recursion: each call has its own variables.
#include "check.h"
static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
static int ackermann(int m, int n) { return !m ? n + 1 : !n ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1)); }
static int moves;
static void hanoi(int n, int from, int to, int over) { if (!n) return; hanoi(n - 1, from, over, to); moves++; hanoi(n - 1, over, to, from); }
static int depth(int n) { int here = n, *p = &here; if (n) depth(n - 1); return *p == n ? n : -1; }
static int is_odd(unsigned n);
static int is_even(unsigned n) { return n == 0 ? 1 : is_odd(n - 1); }
static int is_odd(unsigned n) { return n == 0 ? 0 : is_even(n - 1); }
int main(void) {
    CHECK(fib(15) == 610);
    CHECK(ackermann(2, 3) == 9);
    hanoi(7, 1, 3, 2);
    CHECK(moves == 127);
    CHECK(depth(200) == 200);
    CHECK(is_even(100) && !is_even(77) && is_odd(3));
    return 0;
}
