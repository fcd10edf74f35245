// Tags, labels, members and ordinary names do not meet.
#include "check.h"
struct name { int name; };
typedef struct name name_type;
union u { int name; };
static int name(struct name name) { return name.name; }
int main(void) {
    struct name value = { 5 };
    int u = 1;
    union u v = { 3 };
    goto name;
name:
    CHECK(name(value) == 5);
    {
        struct name { char name[10]; } name;
        CHECK(sizeof(struct name) == 10 && sizeof name.name == 10);
    }
    CHECK(sizeof(struct name) == 4 && u == 1 && v.name == 3);
    {
        typedef char name_type;
        CHECK(sizeof(name_type) == 1);
    }
    CHECK(sizeof(name_type) == 4);
    return 0;
}
