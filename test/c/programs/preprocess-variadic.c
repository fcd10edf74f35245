// Macros with any number of arguments.
#include "check.h"
#define FIRST(a, ...) a
#define REST(a, ...) __VA_ARGS__
#define COUNT(...) COUNT_(__VA_ARGS__, 5, 4, 3, 2, 1, 0)
#define COUNT_(a, b, c, d, e, n, ...) n
#define CALL(f, ...) f(__VA_ARGS__)
#define SUM(...) (0 PLUS(__VA_ARGS__))
#define PLUS(a, b, c) + a + b + c
#define LOG(format, ...) log_it(format, ##__VA_ARGS__)
static int log_it(const char *f, ...) { return *f; }
static int max3(int a, int b, int c) { return a > b ? a > c ? a : c : b > c ? b : c; }
int main(void) {
    int array[] = { REST(1, 2, 3, 4) };
    CHECK(FIRST(7, 8, 9) == 7 && sizeof(array) == 12);
    CHECK(COUNT(x) == 1 && COUNT(x, y, z) == 3 && COUNT(a, (b, c), d, e, f) == 5);
    CHECK(CALL(max3, 1, 5, 3) == 5 && SUM(1, 2, 3) == 6);
    CHECK(LOG("a") == 'a' && LOG("b", 1, 2) == 'b');
    return 0;
}
