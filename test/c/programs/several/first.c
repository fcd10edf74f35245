// Part of the program in main.c.
#include "parts.h"
int defined_elsewhere = 42;
static int hidden(void) { return 2; }
int call_hidden(void) { return hidden(); }
void change_shared(int to) { shared = to; }
int apply(int (*f)(void)) { return f() * 10; }
