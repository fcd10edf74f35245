// volatile and const objects behave like others here.
#include "check.h"
static volatile int shared = 1;
static const int limit = 10;
struct regs { volatile unsigned status; const unsigned id; volatile unsigned char data[4]; };
int main(void) {
    struct regs r = { 1, 42, { 1, 2, 3, 4 } };
    volatile struct regs *p = &r;
    const volatile int *q = &shared;
    const char *const names[] = { "a", "b" };
    shared++;
    shared += limit;
    CHECK(shared == 12 && *q == 12);
    p->status |= 0x80;
    CHECK(r.status == 0x81 && p->id == 42);
    p->data[2] = 77;
    CHECK(r.data[2] == 77);
    *(int *)&r.id = 43;
    CHECK(p->id == 43 && names[1][0] == 'b');
    return 0;
}
