// Offsets of members, as the macro gives them and as pointers show them.
#include "check.h"
#include <stddef.h>
struct inner { char c; short s; };
struct outer { char a; int b; struct inner in[3]; double d; char last; };
#define CONTAINING(address, type, field) ((type *)((char *)(address) - offsetof(type, field)))
int main(void) {
    struct outer o;
    CHECK(offsetof(struct outer, a) == 0);
    CHECK(offsetof(struct outer, b) == 4);
    CHECK(offsetof(struct outer, in) == 8);
    CHECK(offsetof(struct outer, in[2]) == 16);
    CHECK(offsetof(struct outer, in[1].s) == 14);
    CHECK(offsetof(struct outer, d) == 24);
    CHECK(sizeof(struct outer) == 40);
    CHECK((char *)&o.d - (char *)&o == 24);
    CHECK(CONTAINING(&o.d, struct outer, d) == &o);
    CHECK((size_t)&((struct outer *)0)->last == 32);
    static const size_t constant = offsetof(struct outer, b) * 2;
    CHECK(constant == 8);
    return 0;
}
