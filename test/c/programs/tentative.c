// Several declarations of one object, one definition.
#include "check.h"
int a;
extern int a;
int a;
static int b;
static int b = 4;
extern int c;
int c = 5;
extern int array[];
int array[3] = { 1, 2, 3 };
int zeros[];
int zeros[4];
static int f(void);
int g(int), g(int x);
static int f(void) { return a + b + c; }
int g(int y) { extern int c; return c + y; }
int main(void) {
    extern int a;
    CHECK(a == 0 && f() == 9);
    a = 10;
    CHECK(f() == 19 && g(1) == 6);
    CHECK(sizeof(array) == 12 && array[2] == 3);
    CHECK(sizeof(zeros) == 16 && zeros[3] == 0);
    int g(int);
    CHECK(g(2) == 7);
    return 0;
}
