// exit ends the program from any depth; functions of atexit run before.
#include <stdlib.h>
static int code = 5;
static void clear(void) { if (code == 3) _Exit(0); }
static void second(void) { code = 3; }
static void deep(int n) { if (n) deep(n - 1); else exit(code); }
int main(void) {
    atexit(clear);
    atexit(second);
    deep(10);
    return 1;
}
