// Several levels of indirection, and changing pointers through them.
#include "check.h"
static int one = 1, two = 2;
static void set(int **p, int *to) { *p = to; }
static void advance(const char **text) { while (**text == ' ') ++*text; }
int main(void) {
    int *p = &one, **pp = &p, ***ppp = &pp;
    const char *text = "   word";
    char *words[] = { "a", "bb", "ccc", 0 }, **w;
    int n = 0;
    CHECK(**pp == 1 && ***ppp == 1);
    set(&p, &two);
    CHECK(*p == 2 && ***ppp == 2);
    **pp = 5;
    CHECK(two == 5);
    *pp = &one;
    CHECK(p == &one);
    advance(&text);
    CHECK(*text == 'w');
    for (w = words; *w; w++) n += (*w)[1] ? 10 : 1;
    CHECK(n == 21 && w - words == 3);
    CHECK(*words[2] == 'c' && *(*(words + 1) + 1) == 'b' && words[2][2] == 'c');
    ***ppp = 8;
    CHECK(one == 8);
    return 0;
}
