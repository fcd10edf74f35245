// Members of anonymous structures and unions are members of the outer one.
#include "check.h"
#include <stddef.h>
typedef union {
    struct { unsigned LowPart; int HighPart; };
    struct { unsigned LowPart; int HighPart; } u;
    __int64 QuadPart;
} LARGE;
struct request {
    int kind;
    union {
        struct { int x, y; };
        char text[8];
        struct { short s; union { char c; unsigned char uc; }; };
    };
    int end;
};
int main(void) {
    LARGE l;
    struct request r = { 1, { { 2, 3 } }, 4 };
    l.QuadPart = -2;
    CHECK(l.LowPart == 0xFFFFFFFE && l.HighPart == -1 && l.u.LowPart == l.LowPart);
    l.HighPart = 1;
    CHECK(l.QuadPart == 0x1FFFFFFFE);
    CHECK(r.x == 2 && r.y == 3 && r.end == 4);
    r.text[4] = 9;
    CHECK(r.y == 9);
    r.uc = 255;
    CHECK(r.c == -1);
    CHECK(offsetof(struct request, y) == 8 && offsetof(struct request, uc) == 6 && offsetof(struct request, end) == 12);
    CHECK(sizeof(LARGE) == 8 && sizeof(struct request) == 16);
    return 0;
}
