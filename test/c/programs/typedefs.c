// Names of types, and variables that hide them.
#include "check.h"
typedef int T, *PT, A[3], F(int);
typedef struct _S { T t; struct _S *next; } S, *PS;
static T twice(T);
F negate;
static T twice(T T) { return T * 2; }
int negate(int x) { return -x; }
static int size(void) { T(x); x = 4; return x; }
int main(void) {
    T a = 1;
    PT p = &a;
    A array = { 1, 2, 3 };
    S s = { 5, 0 };
    PS ps = &s;
    F *f = negate;
    CHECK(*p == 1 && sizeof(A) == 12 && array[2] == 3 && ps->t == 5);
    CHECK(twice(4) == 8 && f(3) == -3 && size() == 4);
    CHECK((T)-1 == -1 && (T)(3) == 3 && (T)+2.5 == 2 && (T)~0 == -1);
    CHECK(sizeof(T) == 4 && sizeof(PT) == sizeof(void *));
    {
        int T = 10, b = (T) - 1, c = (T) * 2;
        CHECK(T == 10 && b == 9 && c == 20);
        CHECK(sizeof(T) == 4 && (T)+1 == 11);
    }
    {
        unsigned char T = 1;
        CHECK(sizeof(T) == 1);
        T++;
        CHECK(T == 2);
    }
    T T = 3;
    CHECK(T == 3);
    return 0;
}
