// Objects without a name.
#include "check.h"
#include <string.h>
struct point { int x, y; };
static int sum(const struct point *p) { return p->x + p->y; }
static int total(const int *v, int n) { int t = 0; while (n--) t += *v++; return t; }
static struct point *global = &(struct point){ 8, 9 };
static struct point make(int x) { return (struct point){ .y = x, .x = -x }; }
int main(void) {
    int i, n = 0;
    struct point p = (struct point){ 1, 2 };
    CHECK(p.y == 2 && sum(&(struct point){ 3, 4 }) == 7);
    CHECK(total((int[]){ 1, 2, 3 }, 3) == 6 && ((int[]){ 5, 6 })[1] == 6);
    CHECK(global->y == 9 && make(4).x == -4);
    for (i = 0; i < 3; i++) { struct point *q = &(struct point){ i }; q->y += 10; n += q->x + q->y; }
    CHECK(n == 33);
    char *text = (char[]){ "abc" };
    text[0] = 'X';
    CHECK(strcmp(text, "Xbc") == 0 && strcmp((char[10]){ "hi" }, "hi") == 0);
    (int){ 0 } = 5;
    int *r = &(int){ 42 };
    ++*r;
    CHECK(*r == 43 && ((struct point){ 1, 5 }).y == 5);
    p = (struct point){ p.y, p.x };
    CHECK(p.x == 2 && p.y == 1);
    return 0;
}
