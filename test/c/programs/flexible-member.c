// A structure whose last member has as many elements as were allocated.
#include "check.h"
#include <stdlib.h>
#include <stddef.h>
struct message { unsigned short length; char text[]; };
struct old_style { int count; int values[1]; };
int main(void) {
    struct message *m = malloc(sizeof(*m) + 10);
    struct old_style *o = malloc(offsetof(struct old_style, values[5]));
    int i;
    CHECK(m && o);
    CHECK(sizeof(struct message) == 2 && offsetof(struct message, text) == 2);
    m->length = 10;
    for (i = 0; i < 10; i++) m->text[i] = (char)('a' + i);
    CHECK(m->text[9] == 'j' && ((char *)m)[2] == 'a');
    CHECK(offsetof(struct old_style, values[5]) == 24);
    for (i = 0; i < 5; i++) o->values[i] = i * 10;
    CHECK(o->values[4] == 40);
    free(m);
    free(o);
    return 0;
}
