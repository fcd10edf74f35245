// A machine of labels, as generated parsers have it.
#include "check.h"
static int matches(const char *s) {
    /* a(b|c)*d+ */
start:
    if (*s == 'a') { s++; goto letters; }
    goto fail;
letters:
    if (*s == 'b' || *s == 'c') { s++; goto letters; }
    if (*s == 'd') { s++; goto ends; }
    goto fail;
ends:
    switch (*s++) {
    case 'd': goto ends;
    case 0: goto accept;
    case 'a': s--; goto start;
    default: goto fail;
    }
accept:
    return 1;
fail:
    return 0;
}
int main(void) {
    CHECK(matches("ad") && matches("abcbcdd") && matches("adabd"));
    CHECK(!matches("") && !matches("a") && !matches("abe") && !matches("add!") && !matches("bd"));
    return 0;
}
