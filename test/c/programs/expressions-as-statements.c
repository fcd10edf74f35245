// Statements without effect, empty statements, and expressions whose value nobody wants.
#include "check.h"
static int n;
static int bump(void) { return ++n; }
int main(void) {
    int a = 1;
    ;;;
    a;
    a + 1;
    (void)a;
    (void)bump();
    bump(), bump();
    a ? bump() : 0;
    a && bump();
    a || bump();
    !bump();
    if (a) ; else bump();
    for (; bump() < 10; ) ;
    while (bump() < 12) ;
    do ; while (bump() < 15);
    { }
    (bump)();
    CHECK(n == 16);
    return 0;
}
