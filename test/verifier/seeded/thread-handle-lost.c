// driver: the handle of a system thread is not closed
#include "seeded.h"

static VOID Body(PVOID context)
{
  UNREFERENCED_PARAMETER(context);
  PsTerminateSystemThread(STATUS_SUCCESS);
}

static NTSTATUS Work(PREQUEST request)
{
  HANDLE thread;
  PVOID object;
  NTSTATUS status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Body, NULL); /* FOUND */

  UNREFERENCED_PARAMETER(request);
  if (!NT_SUCCESS(status)) {
    return status;
  }
  ObReferenceObjectByHandle(thread, THREAD_ALL_ACCESS, NULL, KernelMode, &object, NULL);
  KeWaitForSingleObject(object, Executive, KernelMode, FALSE, NULL);
  ObDereferenceObject(object);
#ifndef BUGGY
  ZwClose(thread);
#endif
  return STATUS_SUCCESS;
}
