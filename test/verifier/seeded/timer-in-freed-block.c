// driver: a timer is set in a block that is freed
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  LARGE_INTEGER due;
  PKTIMER timer = (PKTIMER)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(KTIMER), TAG);

  UNREFERENCED_PARAMETER(request);
  if (timer == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  due.QuadPart = -10000000;
  KeInitializeTimer(timer);
  KeSetTimer(timer, due, NULL);
#ifndef BUGGY
  KeCancelTimer(timer);
#endif
  ExFreePoolWithTag(timer, TAG); /* FOUND */
  return STATUS_SUCCESS;
}
