// The heaps of all three families through our headers: winternl.h, heapapi.h, webservices.h. Returns the line of a
// wrong value.
#define WIN32_NO_STATUS
#include <windows.h>
#undef WIN32_NO_STATUS
#include <ntstatus.h>
#include <winternl.h>
#include <webservices.h>
#include <stdio.h>

#define CHECK(condition) if (!(condition)) return __LINE__

static NTSTATUS NTAPI CountHeaps(PVOID HeapHandle, PVOID Parameter)
{
  if (HeapHandle != NULL) ++*(int *)Parameter;
  return STATUS_SUCCESS;
}

static NTSTATUS NTAPI Commit(PVOID Base, PVOID *Address, PSIZE_T Size)
{
  UNREFERENCED_PARAMETER(Base);
  *Address = VirtualAlloc(*Address, *Size, MEM_COMMIT, PAGE_READWRITE);
  return *Address == NULL ? STATUS_NO_MEMORY : STATUS_SUCCESS;
}

static int UseRtl(void)
{
  RTL_HEAP_PARAMETERS parameters = {sizeof parameters};
  RTL_HEAP_WALK_ENTRY entry = {0};
  char *memory = VirtualAlloc(NULL, 0x40000, MEM_RESERVE, PAGE_READWRITE);
  int heaps = 0, busy = 0;
  PVOID heap, block;

  CHECK(VirtualAlloc(memory, 0x2000, MEM_COMMIT, PAGE_READWRITE) == memory);
  parameters.CommitRoutine = Commit;
  parameters.InitialCommit = 0x2000;
  parameters.InitialReserve = 0x40000;
  heap = RtlCreateHeap(0, memory, 0, 0, NULL, &parameters);
  CHECK(heap != NULL);
  block = RtlAllocateHeap(heap, HEAP_ZERO_MEMORY, 0x8000);
  CHECK(block != NULL && *(int *)block == 0 && RtlSizeHeap(heap, 0, block) == 0x8000);
  CHECK(NT_SUCCESS(RtlEnumProcessHeaps(CountHeaps, &heaps)) && heaps >= 2);
  while (NT_SUCCESS(RtlWalkHeap(heap, &entry)))
    if (entry.Flags & RTL_HEAP_BUSY) busy++;
  CHECK(busy >= 1 && RtlFreeHeap(heap, 0, block) && RtlValidateHeap(heap, 0, NULL));
  CHECK(RtlDestroyHeap(heap) == NULL);
  return 0;
}

static int UseWin32(void)
{
  HANDLE heap = HeapCreate(HEAP_GENERATE_EXCEPTIONS, 0, 0x10000);
  HGLOBAL moveable = GlobalAlloc(GHND, 100);
  ULONG information = 0;
  SIZE_T length;

  CHECK(HeapQueryInformation(heap, HeapCompatibilityInformation, &information, sizeof information, &length));
  __try {
    HeapAlloc(heap, 0, 0x100000);
    return __LINE__;
  } __except (GetExceptionCode() == STATUS_NO_MEMORY ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH) {
  }
  CHECK(GlobalLock(moveable) != NULL && GlobalSize(moveable) >= 100 && !GlobalUnlock(moveable));
  CHECK(GlobalFree(moveable) == NULL && HeapDestroy(heap));
  return 0;
}

static int UseWebServices(void)
{
  WS_HEAP *heap = NULL;
  WS_ERROR *error = NULL;
  WS_STRING text;
  SIZE_T trim = 0;
  void *block = NULL;
  ULONG count = 0;

  CHECK(WsCreateError(NULL, 0, &error) == S_OK);
  CHECK(WsCreateHeap(2048, 512, NULL, 0, &heap, error) == S_OK);
  CHECK(WsAlloc(heap, 100, &block, error) == S_OK && block != NULL);
  CHECK(WsGetHeapProperty(heap, WS_HEAP_PROPERTY_TRIM_SIZE, &trim, sizeof trim, error) == S_OK && trim == 512);
  CHECK(WsAlloc(heap, 100000, &block, error) == WS_E_QUOTA_EXCEEDED);
  CHECK(WsGetErrorProperty(error, WS_ERROR_PROPERTY_STRING_COUNT, &count, sizeof count) == S_OK);
  CHECK(count == 0 || (WsGetErrorString(error, 0, &text) == S_OK && text.length > 0));
  CHECK(WsResetHeap(heap, error) == S_OK);
  WsFreeHeap(heap);
  WsFreeError(error);
  return 0;
}

int main(void)
{
  int wrong = UseRtl();
  if (wrong == 0) wrong = UseWin32();
  return wrong == 0 ? UseWebServices() : wrong;
}
