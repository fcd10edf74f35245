// program: realloc: the old block is lost when there is no larger one
#include <stdlib.h>

int main(void)
{
  char *larger, *block = malloc(16); /* FOUND */

  if (block == NULL) {
    return 1;
  }
#ifdef BUGGY
  block = larger = realloc(block, 4096);
#else
  larger = realloc(block, 4096);
#endif
  if (larger == NULL) {
    free(block);
    return 2;
  }
  free(larger);
  return 0;
}
