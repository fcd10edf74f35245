// Directives in odd places, spliced lines, comments everywhere.
#include "check.h"
  #  define SPACED /* comment */ 7 // end
#define LONG \
    1 + \
    2 /* over
    lines */ + 3
#define EMPTY()
#/* null directive with comment */
#pragma region a region isn't code
#pragma endregion
#define CALL(x, y) (x) - (y)
in\
t spl\
iced = 5; /\
/ a comment \
that goes on
int main(void) {
    CHECK(SPACED == 7 && LONG == 6 && spliced == 5);
    CHECK(CALL(
        10 /* first */,
        3 // second
    ) == 7);
    char *text = "/* no comment */ // nor this";
    CHECK(text[0] == '/' && sizeof("a\
b") == 3);
    CHECK(4 //**/ 2
        == 4);
    EMPTY()
#if 1
    return 0;
#else
    return 1;
#endif
}
