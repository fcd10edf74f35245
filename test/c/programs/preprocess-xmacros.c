// One list, several expansions.
#include "check.h"
#include <string.h>
#define LIST(X) X(RED, 3) X(GREEN, 5) X(BLUE, 8)
#define AS_ENUM(name, value) name = value,
#define AS_NAME(name, value) #name,
#define AS_CASE(name, value) case name: return #name "=" #value;
#define AS_SUM(name, value) + value
enum color { LIST(AS_ENUM) COLORS_END };
static const char *const names[] = { LIST(AS_NAME) 0 };
static const char *describe(enum color c) { switch (c) { LIST(AS_CASE) default: return "?"; } }
int main(void) {
    CHECK(RED == 3 && BLUE == 8 && COLORS_END == 9);
    CHECK(strcmp(names[1], "GREEN") == 0 && !names[3]);
    CHECK(strcmp(describe(BLUE), "BLUE=8") == 0 && describe(1)[0] == '?');
    CHECK((0 LIST(AS_SUM)) == 16);
    return 0;
}
