// Backtracking with global state.
#include "check.h"
static int columns[8], solutions;
static int safe(int row, int column) {
    int i;
    for (i = 0; i < row; i++)
        if (columns[i] == column || columns[i] - column == i - row || columns[i] - column == row - i) return 0;
    return 1;
}
static void place(int row) {
    int column;
    if (row == 8) { solutions++; return; }
    for (column = 0; column < 8; column++)
        if (safe(row, column)) { columns[row] = column; place(row + 1); }
}
int main(void) {
    place(0);
    CHECK(solutions == 92);
    return 0;
}
