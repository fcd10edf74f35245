// Declarators in all shapes.
#include "check.h"
static int f0(void) { return 1; }
static int *f1(int *p) { return p + 1; }
static int (*f2(void))(void) { return f0; }
static int (*f3(int a[][2]))[2] { return a + 1; }
static int (*table[2])(void) = { f0, f0 };
static int (*(*pointer_to_table)[2])(void) = &table;
static int (*(*f4)(void))(void) = f2;
static char *(*(*f5(char *s))(void))[2];
static char *pair[2];
static char *(*get_pair(void))[2] { return &pair; }
static char *(*(*f5(char *s))(void))[2] { pair[0] = s; pair[1] = s + 1; return get_pair; }
int main(void) {
    int a[3] = { 1, 2, 3 }, m[2][2] = { { 1, 2 }, { 3, 4 } };
    int (*pa)[3] = &a, *ap[3] = { a, a + 1, a + 2 }, **pp = ap;
    int (*(*pf)[2])(void) = pointer_to_table;
    const int *pc = a;
    int *const cp = a;
    const int *const cpc = &a[2];
    int ((parens)) = 4, *(*nested) = &ap[1];
    CHECK(*f1(a) == 2 && f2()() == 1 && (*f3(m))[0] == 3);
    CHECK((*pf)[1]() == 1 && f4()() == 1);
    CHECK((*pa)[1] == 2 && *ap[2] == 3 && **(pp + 1) == 2);
    CHECK((*f5("xy")())[1][0] == 'y');
    CHECK(*pc == 1 && *cp == 1 && *cpc == 3 && parens == 4 && **nested == 2);
    pc++;
    *cp = 10;
    CHECK(*pc == 2 && a[0] == 10);
    CHECK(sizeof(pa) == sizeof(void *) && sizeof(ap) == 3 * sizeof(void *));
    return 0;
}
