// Arrays of arrays.
#include "check.h"
static int trace(int m[][3], int n) { int i, t = 0; for (i = 0; i < n; i++) t += m[i][i]; return t; }
static int corner(int (*cube)[3][4]) { return cube[1][2][3]; }
int main(void) {
    int m[3][3] = { { 1, 2, 3 }, { 4, 5 }, { 7, 8, 9 } };
    int flat[2][2] = { 1, 2, 3, 4 };
    int cube[2][3][4];
    char names[][6] = { "zero", "one", "three" };
    int i, j, k, n = 0;
    int *p = &m[0][0];
    for (i = 0; i < 2; i++) for (j = 0; j < 3; j++) for (k = 0; k < 4; k++) cube[i][j][k] = n++;
    CHECK(m[1][2] == 0 && trace(m, 3) == 15);
    CHECK(flat[1][0] == 3);
    CHECK(cube[1][0][0] == 12 && cube[1][2][3] == 23 && corner(cube) == 23);
    CHECK(*(*(*(cube + 1) + 1) + 2) == 18);
    CHECK(p[4] == 5 && *(p + 8) == 9);
    CHECK(sizeof(names) == 18 && names[1][0] == 'o' && names[2][5] == 0);
    CHECK((char *)names[2] - (char *)names == 12);
    CHECK(sizeof(cube) / sizeof(cube[0]) == 2 && sizeof(cube[0][0]) == 16);
    CHECK(&cube[1] - &cube[0] == 1 && &m[2][0] - &m[0][0] == 6);
    return 0;
}
