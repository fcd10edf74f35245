// An enumerator is a name like any other: blocks may hide it.
#include "check.h"
enum { A = 1, B };
static int parameter(int A) { return A + B; }
int main(void) {
    CHECK(A == 1 && B == 2);
    {
        enum { A = 10, C = A + B };
        CHECK(A == 10 && C == 12);
        {
            int B = 100;
            CHECK(A + B == 110);
        }
    }
    CHECK(A == 1);
    CHECK(parameter(5) == 7);
    enum inner { X = sizeof(int), Y = X * 2 } value = Y;
    CHECK(value == 8);
    return 0;
}
