// Bit-fields in initialisers, in arrays, in unions, and without names.
#include "check.h"
struct date { unsigned day : 5, month : 4, : 3, year : 12; };
union word { unsigned value; struct { unsigned low : 16, high : 16; } halves; };
static struct date dates[] = { { 31, 12, 1999 }, { .year = 2024, .day = 1 } };
int main(void) {
    union word w = { 0x12345678 };
    struct date copy = dates[0], *p = &dates[1];
    CHECK(sizeof(struct date) == 4);
    CHECK(copy.day == 31 && copy.month == 12 && copy.year == 1999);
    CHECK(p->day == 1 && p->month == 0 && p->year == 2024);
    CHECK(w.halves.low == 0x5678 && w.halves.high == 0x1234);
    w.halves.low++;
    w.halves.high = w.halves.high + 1;
    CHECK(w.value == 0x12355679);
    p->month |= 5;
    p->month &= ~1;
    CHECK(p->month == 4 && p->year == 2024);
    return 0;
}
