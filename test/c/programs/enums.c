// Enumerations: values, gaps, arithmetic, and int as their type.
#include "check.h"
enum color { RED, GREEN = 5, BLUE, LAST = BLUE + 10, MINUS = -1, AFTER };
enum { ANONYMOUS = 1 << 4, BOTH = ANONYMOUS | 1 };
typedef enum _STATE { Idle, Busy = 'B', Done } STATE;
static int name_of(STATE state) {
    switch (state) {
    case Idle: return 'i';
    case Busy: return 'b';
    case Done: return 'd';
    }
    return '?';
}
int main(void) {
    enum color c = BLUE;
    STATE s = Done;
    int counts[LAST] = { 0 };
    CHECK(RED == 0 && GREEN == 5 && BLUE == 6 && LAST == 16 && MINUS == -1 && AFTER == 0);
    CHECK(ANONYMOUS == 16 && BOTH == 17);
    CHECK(sizeof(enum color) == 4 && sizeof(s) == 4);
    CHECK(c == 6);
    c = (enum color)(c + 1);
    CHECK(c == 7);
    CHECK(s == 67 && name_of(s) == 'd' && name_of(Busy) == 'b' && name_of((STATE)9) == '?');
    CHECK(sizeof(counts) / sizeof(counts[0]) == 16);
    c = MINUS;
    CHECK(c < 0);
    return 0;
}
