// #pragma pack with push, pop and names.
#include "check.h"
#include <stddef.h>
struct natural { char c; int i; short s; };
#pragma pack(push, 1)
struct one { char c; int i; short s; };
#pragma pack(push)
#pragma pack(2)
struct two { char c; int i; double d; };
#pragma pack(pop)
struct again { char c; __int64 q; };
#pragma pack(pop)
struct after { char c; int i; short s; };
#pragma pack(push, 4)
struct four { char c; double d; };
#pragma pack(pop)
int main(void) {
    struct one o = { 1, 0x12345678, 2 };
    unsigned char *bytes = (unsigned char *)&o;
    struct one array[3];
    CHECK(sizeof(struct natural) == 12 && sizeof(struct after) == 12);
    CHECK(sizeof(struct one) == 7 && offsetof(struct one, i) == 1 && offsetof(struct one, s) == 5);
    CHECK(sizeof(struct two) == 14 && offsetof(struct two, i) == 2 && offsetof(struct two, d) == 6);
    CHECK(sizeof(struct again) == 9);
    CHECK(sizeof(struct four) == 12 && offsetof(struct four, d) == 4);
    CHECK(bytes[1] == 0x78 && bytes[4] == 0x12 && bytes[5] == 2);
    array[1] = o;
    array[1].i++;
    CHECK(array[1].i == 0x12345679 && sizeof(array) == 21);
    int *p = &array[1].i;
    *p = -5;
    CHECK(array[1].i == -5 && array[1].s == 2 && array[1].c == 1);
    return 0;
}
