// Declarations of functions and externals inside blocks.
#include "check.h"
static int hidden = 3;
int main(void) {
    extern int visible;
    int later(int), (*p)(int) = later;
    CHECK(visible == 4 && later(1) == 2 && p(2) == 3);
    {
        int visible = 9;
        CHECK(visible == 9);
        { extern int visible; CHECK(visible == 4); visible = 5; }
    }
    CHECK(visible == 5);
    { extern int hidden; CHECK(hidden == 3); }
    return 0;
}
int visible = 4;
int later(int n) { return n + 1; }
