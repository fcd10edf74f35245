// program: a private heap is not destroyed when it has no block to give
#include <windows.h>

int main(void)
{
  void *block;
  HANDLE heap = HeapCreate(0, 0, 0); /* FOUND */

  if (heap == NULL) {
    return 1;
  }
  block = HeapAlloc(heap, 0, 64);
  if (block == NULL) {
#ifndef BUGGY
    HeapDestroy(heap);
#endif
    return 2;
  }
  HeapFree(heap, 0, block);
  HeapDestroy(heap);
  return 0;
}
