// Part of the program in main.c.
static int counter;
int counter_next(void) { return ++counter; }
int counter_reset(int to) { int was = counter; counter = to; return was; }
void each(void (*visit)(int, void *), void *context) { int i; for (i = 1; i <= 3; i++) visit(i * 10, context); }
