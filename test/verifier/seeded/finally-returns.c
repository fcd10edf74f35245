// driver: a __finally returns success, whatever the body wanted to return
#include "seeded.h"
#pragma warning(disable : 4532)

static NTSTATUS Make(PSTATE state)
{
  KeEnterCriticalRegion();
  __try {
    state->Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 32, TAG);
    if (state->Block == NULL) {
      return STATUS_INSUFFICIENT_RESOURCES;
    }
  } __finally {
    KeLeaveCriticalRegion();
#ifdef BUGGY
    return STATUS_SUCCESS;
#endif
  }
#ifndef BUGGY
  return STATUS_SUCCESS;
#endif
}

static NTSTATUS Work(PREQUEST request)
{
  PSTATE state = request->State;
  NTSTATUS status = Make(state);

  if (!NT_SUCCESS(status)) {
    return status;
  }
  *(PULONG)state->Block = 1; /* FOUND */
  ExFreePoolWithTag(state->Block, TAG);
  return STATUS_SUCCESS;
}
