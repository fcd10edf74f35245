// Designated initialisers, in any order, nested, over each other.
#include "check.h"
struct s { int a; struct { int x, y[3]; } b; const char *c; };
static struct s global = { .b.y[1] = 5, .b.x = 2, .c = "c", .a = 1 };
static int table[10] = { [5] = 50, 60, [2] = 20, [9] = 90 };
static struct s many[] = { [2] = { 7, { 8, { 9 } } }, [0].b = { .y = { [2] = 3 } } };
static int matrix[3][3] = { [1] = { [1] = 5 }, [2][0] = 7, 8 };
union u { int i; double d; char c[8]; };
int main(void) {
    struct s l = { 1, .c = "x", .b = { 3 } };
    struct s again = { .a = 1, .b.x = 2, .a = 3 };
    union u u = { .d = 1.5 }, v = { .c = { 1, 2 } };
    CHECK(global.a == 1 && global.b.x == 2 && global.b.y[0] == 0 && global.b.y[1] == 5 && *global.c == 'c');
    CHECK(table[5] == 50 && table[6] == 60 && table[2] == 20 && table[3] == 0 && table[9] == 90);
    CHECK(sizeof(many) / sizeof(many[0]) == 3 && many[2].b.y[0] == 9 && many[0].b.y[2] == 3 && many[1].a == 0);
    CHECK(matrix[1][1] == 5 && matrix[2][0] == 7 && matrix[2][1] == 8 && matrix[0][0] == 0);
    CHECK(l.b.x == 3 && l.b.y[2] == 0 && *l.c == 'x' && again.a == 3 && again.b.x == 2);
    CHECK(u.d == 1.5 && v.i == 0x201);
    return 0;
}
