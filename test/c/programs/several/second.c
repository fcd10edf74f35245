// Part of the program in main.c.
#include "parts.h"
int table[3] = { 10, 20, 30 };
static int hidden(void) { return 3; }
int call_other_hidden(void) { return hidden(); }
int table_length(void) { return sizeof(table) / sizeof(table[0]); }
void set_tentative(int to) { tentative = to; }
struct pair make_pair(int a, int b) { struct pair p = { a, b }; return p; }
