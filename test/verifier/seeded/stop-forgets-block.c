// driver: Unload forgets the block of the device
#define HAS_START
#define HAS_STOP
#include "seeded.h"

static NTSTATUS Start(PDEVICE_OBJECT device, PSTATE state)
{
  UNREFERENCED_PARAMETER(device);
  state->Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG); /* FOUND */
  return state->Block == NULL ? STATUS_INSUFFICIENT_RESOURCES : STATUS_SUCCESS;
}

static VOID Stop(PSTATE state)
{
#ifndef BUGGY
  ExFreePoolWithTag(state->Block, TAG);
#else
  UNREFERENCED_PARAMETER(state);
#endif
}

static NTSTATUS Work(PREQUEST request)
{
  UNREFERENCED_PARAMETER(request);
  return STATUS_SUCCESS;
}
