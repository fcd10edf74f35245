// driver: an entry of a lookaside list is lost when there is no memory
#define HAS_START
#define HAS_STOP
#include "seeded.h"

static NTSTATUS Start(PDEVICE_OBJECT device, PSTATE state)
{
  UNREFERENCED_PARAMETER(device);
  ExInitializeNPagedLookasideList(&state->Lookaside, NULL, NULL, 0, 48, TAG, 0);
  return STATUS_SUCCESS;
}

static VOID Stop(PSTATE state)
{
  ExDeleteNPagedLookasideList(&state->Lookaside);
}

static NTSTATUS Work(PREQUEST request)
{
  PVOID block, entry = ExAllocateFromNPagedLookasideList(&request->State->Lookaside); /* FOUND */

  if (entry == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  block = ExAllocatePool2(POOL_FLAG_PAGED, 64, TAG);
  if (block == NULL) {
#ifndef BUGGY
    ExFreeToNPagedLookasideList(&request->State->Lookaside, entry);
#endif
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  ExFreePoolWithTag(block, TAG);
  ExFreeToNPagedLookasideList(&request->State->Lookaside, entry);
  return STATUS_SUCCESS;
}
