// Conditions that the compiler checks.
#include "check.h"
#include <assert.h>
#define C_ASSERT_TEST(e) typedef char checked_assertion[(e) ? 1 : -1]
C_ASSERT_TEST(sizeof(int) == 4);
_Static_assert(sizeof(short) == 2, "short");
static_assert(1 + 1 == 2, "sum");
struct s { int a; _Static_assert(sizeof(char) == 1, "char"); int b; };
int main(void) {
    _Static_assert(sizeof(struct s) == 8, "record");
    static_assert((unsigned)-1 > 0, "unsigned");
    CHECK(sizeof(checked_assertion) == 1);
    return 0;
}
