// driver: a work item is queued that may be NULL
#include "seeded.h"

static VOID Later(PDEVICE_OBJECT device, PVOID context)
{
  UNREFERENCED_PARAMETER(device);
  IoFreeWorkItem((PIO_WORKITEM)context);
}

static NTSTATUS Work(PREQUEST request)
{
  PIO_WORKITEM item = IoAllocateWorkItem(request->Device);

#ifndef BUGGY
  if (item == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
#endif
  IoQueueWorkItem(item, Later, DelayedWorkQueue, item); /* FOUND */
  return STATUS_SUCCESS;
}
