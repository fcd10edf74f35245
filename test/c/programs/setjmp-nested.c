// Several buffers at once, and a jump out of loops and called functions.
#include "check.h"
#include <setjmp.h>
static jmp_buf buffers[3];
static int order;
static void level(int n) {
    if (n == 3) longjmp(buffers[1], 5);
    if (setjmp(buffers[n])) {
        order = order * 10 + n;
        if (n) longjmp(buffers[n - 1], 1);
        return;
    }
    level(n + 1);
    order = 999;
}
static int parse(const char *s, jmp_buf *error) {
    int n = 0;
    for (; *s; s++) { if (*s < '0' || *s > '9') longjmp(*error, *s); n = n * 10 + *s - '0'; }
    return n;
}
int main(void) {
    jmp_buf error;
    int r;
    level(0);
    CHECK(order == 10);
    r = setjmp(error);
    if (r == 0) { CHECK(parse("123", &error) == 123); parse("12x", &error); return 1; }
    CHECK(r == 'x');
    return 0;
}
