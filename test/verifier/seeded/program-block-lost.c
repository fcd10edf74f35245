// program: malloc: the first block is lost when there is no second
#include <stdlib.h>

int main(void)
{
  char *second, *first = malloc(16); /* FOUND */

  if (first == NULL) {
    return 1;
  }
  second = malloc(32);
  if (second == NULL) {
#ifndef BUGGY
    free(first);
#endif
    return 2;
  }
  first[0] = second[0] = 1;
  free(second);
  free(first);
  return 0;
}
