// Factorials by digits.
#include "check.h"
static int digits[200], used = 1;
static void multiply(int by) {
    int i, carry = 0;
    for (i = 0; i < used || carry; i++) {
        int v = (i < used ? digits[i] : 0) * by + carry;
        digits[i] = v % 10;
        carry = v / 10;
        if (i >= used) used = i + 1;
    }
}
int main(void) {
    int i, sum = 0;
    digits[0] = 1;
    for (i = 2; i <= 100; i++) multiply(i);
    for (i = 0; i < used; i++) sum += digits[i];
    CHECK(used == 158 && sum == 648 && digits[157] == 9 && digits[156] == 3);
    return 0;
}
