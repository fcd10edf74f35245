// E-036: a body that completes: AbnormalTermination is 0.
#include "check.h"
int main(void) {
    int abnormal = 5;
    __try { mark('b'); } __finally { abnormal = AbnormalTermination(); mark('f'); }
    CHECK(abnormal == 0);
    mark('e');
    CHECK(traced_is("bfe"));
    __try { } __finally { MARK_FINALLY('n'); }
    __try { mark('b'); } __except (filter('f', 1)) { mark('h'); }
    CHECK(traced_is("nb"));
    return 0;
}
