// program: malloc: the result is not looked at
#include <stdlib.h>

int main(void)
{
  char *block = malloc(16);

#ifndef BUGGY
  if (block == NULL) {
    return 1;
  }
#endif
  block[0] = 1; /* FOUND */
  free(block);
  return 0;
}
