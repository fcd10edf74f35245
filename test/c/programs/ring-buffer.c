// A ring of bytes with unsigned indexes that wrap.
#include "check.h"
struct ring { unsigned head, tail; unsigned char data[16]; };
static int put(struct ring *r, unsigned char c) { if (r->head - r->tail == sizeof r->data) return 0; r->data[r->head++ % sizeof r->data] = c; return 1; }
static int get(struct ring *r) { return r->head == r->tail ? -1 : r->data[r->tail++ % sizeof r->data]; }
int main(void) {
    struct ring r = { 0xFFFFFFF8u, 0xFFFFFFF8u };
    int i, j, next = 0, read = 0;
    for (i = 0; i < 16; i++) CHECK(put(&r, (unsigned char)next++));
    CHECK(!put(&r, 99) && r.head == 8);
    for (j = 0; j < 50; j++) { CHECK(get(&r) == (read++ & 0xFF)); CHECK(put(&r, (unsigned char)next++)); }
    while ((i = get(&r)) >= 0) CHECK(i == (read++ & 0xFF));
    CHECK(read == 66 && get(&r) == -1);
    return 0;
}
