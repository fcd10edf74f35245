// E-049: goto out of several bodies, forwards and backwards.
#include "check.h"
int main(void) {
    int rounds = 0;
again:
    __try {
        __try {
            rounds++;
            if (rounds < 3) goto again;
            goto done;
        } __finally {
            MARK_FINALLY('a');
        }
    } __finally {
        MARK_FINALLY('b');
    }
    mark('x');
done:
    CHECK(rounds == 3);
    CHECK(traced_is("ABABAB"));
    return 0;
}
