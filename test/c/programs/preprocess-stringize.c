// Strings out of arguments.
#include "check.h"
#include <string.h>
#define S(x) #x
#define XS(x) S(x)
#define N 10
#define SHOW(expr) #expr " is " XS(N)
#define JOIN(...) #__VA_ARGS__
#define W_(x) L##x
#define W(x) W_(x)
int main(void) {
    CHECK(strcmp(S(N), "N") == 0 && strcmp(XS(N), "10") == 0);
    CHECK(strcmp(SHOW(a  +   b), "a + b is 10") == 0);
    CHECK(strcmp(S("q\n" 'c'), "\"q\\n\" 'c'") == 0);
    CHECK(strcmp(JOIN(a,  b , c), "a, b , c") == 0 && strcmp(JOIN(), "") == 0);
    CHECK(sizeof(W("ab")) == 6 && W("ab")[1] == 'b' && W('x') == 120);
    CHECK(strcmp(S( leading and trailing ), "leading and trailing") == 0);
    CHECK(strcmp(XS(S(a)), "\"a\"") == 0);
    return 0;
}
