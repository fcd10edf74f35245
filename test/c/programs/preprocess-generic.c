// Functions made by macros, with pasted names.
#include "check.h"
#define DEFINE_STACK(type, name, size) \
    static type name##_items[size]; static int name##_top; \
    static int name##_push(type v) { if (name##_top == size) return 0; name##_items[name##_top++] = v; return 1; } \
    static type name##_pop(void) { return name##_items[--name##_top]; }
#define CAT_(a, b) a##b
#define CAT(a, b) CAT_(a, b)
#define UNIQUE(base) CAT(base, __LINE__)
DEFINE_STACK(int, ints, 3)
DEFINE_STACK(const char *, texts, 2)
static int UNIQUE(variable) = 1; static int CAT(vari, able) = 2;
int main(void) {
    int i;
    for (i = 0; i < 3; i++) CHECK(ints_push(i * 2));
    CHECK(!ints_push(9) && ints_pop() == 4 && ints_pop() == 2);
    texts_push("a"), texts_push("b");
    CHECK(*texts_pop() == 'b' && *texts_pop() == 'a');
    CHECK(variable12 + variable == 3);
    return 0;
}
