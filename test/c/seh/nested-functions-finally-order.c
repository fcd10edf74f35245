// E-047 E-058: return through three functions whose finally blocks change the result's source.
#include "check.h"
static int value;
static int third(void) { __try { value = 1; return value; } __finally { value = 10; mark('3'); } }
static int second(void) { __try { return third() + value; } __finally { value = 20; mark('2'); } }
static int first(void) { int r; __try { r = second(); } __finally { r += value; mark('1'); } return r; }
int main(void) {
    CHECK(first() == 1 + 10 + 20);
    CHECK(traced_is("321"));
    return 0;
}
