// += and -= on pointers, and on what they point at.
#include "check.h"
struct s { int a; short b; };
int main(void) {
    struct s array[6], *p = array;
    char text[] = "abcdef", *c = text;
    int i, *q;
    void *v;
    for (i = 0; i < 6; i++) array[i].a = i, array[i].b = (short)(i * 2);
    p += 3;
    CHECK(p->a == 3);
    p -= 2;
    CHECK(p->b == 2);
    p += -1;
    CHECK(p == array);
    (p += 4)->a *= 10;
    CHECK(array[4].a == 40);
    *(c += 2) -= 32;
    CHECK(text[2] == 'C');
    q = &array[1].a;
    *q <<= 4;
    CHECK(array[1].a == 16);
    v = array;
    v = (char *)v + sizeof(struct s);
    CHECK(v == array + 1);
    p = &array[5];
    while (p-- > array) i--;
    CHECK(i == 1);
    return 0;
}
