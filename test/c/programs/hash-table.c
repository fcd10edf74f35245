// A table with open addressing, grown while it is used.
#include "check.h"
#include <stdlib.h>
#include <string.h>
struct slot { char *key; int value; };
static struct slot *slots;
static unsigned size, used;
static unsigned hash(const char *s) { unsigned h = 5381; while (*s) h = h * 33 ^ (unsigned char)*s++; return h; }
static struct slot *find(const char *key) { unsigned i = hash(key) & (size - 1); while (slots[i].key && strcmp(slots[i].key, key)) i = (i + 1) & (size - 1); return &slots[i]; }
static void put(const char *key, int value) {
    struct slot *s;
    if (used * 4 >= size * 3) {
        struct slot *old = slots;
        unsigned n = size, i;
        size = size ? size * 2 : 8;
        slots = calloc(size, sizeof *slots);
        for (i = 0; i < n; i++) if (old[i].key) *find(old[i].key) = old[i];
        free(old);
    }
    s = find(key);
    if (!s->key) { s->key = malloc(strlen(key) + 1); strcpy(s->key, key); used++; }
    s->value = value;
}
int main(void) {
    char key[12];
    int i;
    for (i = 0; i < 500; i++) { key[0] = 'k'; key[1] = (char)('a' + i % 26); key[2] = (char)('a' + i / 26); key[3] = 0; put(key, i); }
    put("kaa", 1000);
    CHECK(used == 500 && size == 1024);
    CHECK(find("kaa")->value == 1000 && find("kba")->value == 1 && find("kfs")->value == 473 && !find("none")->key);
    return 0;
}
