// goto and loops inside one body do not end it.
#include "check.h"
int main(void) {
    int i = 0;
    __try {
    again:
        if (++i < 5) goto again;
        for (;;) { if (i++ > 8) break; continue; }
        switch (i) { case 10: i += 100; break; }
    } __finally {
        MARK_FINALLY('a');
    }
    CHECK(i == 110);
    CHECK(traced_is("a"));
    return 0;
}
