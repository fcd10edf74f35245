// driver: the remove lock stays held when there is no memory
#define HAS_STOP
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PVOID block;
  NTSTATUS status = IoAcquireRemoveLock(&request->State->RemoveLock, request);

  if (!NT_SUCCESS(status)) {
    return status;
  }
  block = ExAllocatePool2(POOL_FLAG_PAGED, 64, TAG);
  if (block == NULL) {
#ifndef BUGGY
    IoReleaseRemoveLock(&request->State->RemoveLock, request);
#endif
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  ExFreePoolWithTag(block, TAG);
  IoReleaseRemoveLock(&request->State->RemoveLock, request);
  return STATUS_SUCCESS;
}

static VOID Stop(PSTATE state)
{
  if (NT_SUCCESS(IoAcquireRemoveLock(&state->RemoveLock, state))) {
    IoReleaseRemoveLockAndWait(&state->RemoveLock, state); /* FOUND */
  }
}
