// Tables of functions, in arrays and structures.
#include "check.h"
struct device { const char *name; int (*open)(struct device *); int (*close)(struct device *); int users; };
static int open_device(struct device *d) { return ++d->users; }
static int close_device(struct device *d) { return --d->users; }
static int refuse(struct device *d) { return d->users = -1; }
static struct device devices[] = {
    { "disk", open_device, close_device },
    { .name = "null", .open = refuse, .close = refuse, .users = 5 },
};
static int zero(void) { return 0; }
static int one(void) { return 1; }
static int (*const numbers[])(void) = { zero, one, zero, &one };
int main(void) {
    int i, mask = 0;
    CHECK(devices[0].open(&devices[0]) == 1);
    CHECK((*devices[0].open)(devices) == 2);
    CHECK(devices->close(devices) == 1);
    CHECK(devices[1].open(&devices[1]) == -1 && devices[1].users == -1);
    for (i = 0; i < 4; i++) mask = mask << 1 | numbers[i]();
    CHECK(mask == 5);
    devices[1].open = devices[0].open;
    devices[1].users = 7;
    CHECK(devices[1].open(devices + 1) == 8);
    CHECK(sizeof(numbers) / sizeof(*numbers) == 4);
    return 0;
}
