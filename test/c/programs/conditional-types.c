// What the two branches of ?: meet in.
#include "check.h"
static int i = -1;
static unsigned u = 1;
int main(void) {
    char c = -1;
    short s = -2;
    const int k = 3;
    const int *pk = &k;
    int *p = &i;
    int yes = 1, no = 0;
    CHECK((yes ? i : u) > 0 && (no ? u : -1) > 0);
    CHECK((yes ? c : s) == -1 && sizeof(yes ? c : s) == 4);
    CHECK((yes ? -1 : 0ll) < 0 && sizeof(yes ? 1 : 0ll) == 8);
    CHECK((yes ? 1 : 2.5) / 2 == 0.5);
    CHECK(*(yes ? pk : p) == 3 && *(no ? pk : p) == -1);
    CHECK((no ? p : 0) == 0 && (yes ? p : (void *)0) == p);
    CHECK(sizeof(yes ? "abc" : "de") == sizeof(char *));
    return 0;
}
