// driver: what Start allocated is lost when it goes on to fail
#define HAS_START
#define HAS_STOP
#include "seeded.h"

static NTSTATUS Start(PDEVICE_OBJECT device, PSTATE state)
{
  PVOID second;

  UNREFERENCED_PARAMETER(device);
  state->Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG); /* FOUND */
  if (state->Block == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  second = ExAllocatePool2(POOL_FLAG_PAGED, 64, TAG);
  if (second == NULL) {
#ifndef BUGGY
    ExFreePoolWithTag(state->Block, TAG);
#endif
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  ExFreePoolWithTag(second, TAG);
  return STATUS_SUCCESS;
}

static VOID Stop(PSTATE state)
{
  ExFreePoolWithTag(state->Block, TAG);
}

static NTSTATUS Work(PREQUEST request)
{
  UNREFERENCED_PARAMETER(request);
  return STATUS_SUCCESS;
}
