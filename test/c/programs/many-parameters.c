// More parameters than registers, of all sizes.
#include "check.h"
static long long many(char a, short b, int c, long long d, float e, double f, char *g, unsigned char h, unsigned short i, int j, long long k, double l) {
    return a + b + c + d + (int)e + (int)f + *g + h + i + j + k + (int)l;
}
static int twenty(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m, int n, int o, int p, int q, int r, int s, int t) {
    return a - b + c - d + e - f + g - h + i - j + k - l + m - n + o - p + q - r + s - t;
}
int main(void) {
    char x = 7;
    CHECK(many(1, 2, 3, 4, 5, 6, &x, 8, 9, 10, 11, 12) == 78);
    CHECK(many(-1, -2, -3, -4, -5, -6, &x, 255, 65535, -10, -11, -12) == -54 + 7 + 255 + 65535);
    CHECK(twenty(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20) == -10);
    return 0;
}
