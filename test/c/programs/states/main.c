// Static variables of two files with one name, and a callback across files.
#include "../check.h"
int counter_next(void);
int counter_reset(int to);
void each(void (*visit)(int, void *), void *context);
static int counter;
static void add(int value, void *context) { *(int *)context += value; counter++; }
int main(void) {
    int total = 0;
    CHECK(counter_next() == 1 && counter_next() == 2 && counter == 0);
    CHECK(counter_reset(10) == 2 && counter_next() == 11);
    each(add, &total);
    CHECK(total == 60 && counter == 3 && counter_next() == 12);
    return 0;
}
