// Return codes of Windows Web Services. Each function gives the HRESULT that its name ends with.
#include <windows.h>
#include <webservices.h>

// All memory that the machine has left, in pieces that get smaller.
static void *pieces[4096];
static int pieceCount;
static void TakeAllMemory(void)
{
    for (SIZE_T bytes = 0x400000; bytes >= 4096; bytes /= 4)
        while (pieceCount < 4096 && (pieces[pieceCount] = VirtualAlloc(NULL, bytes, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)) != NULL)
            pieceCount++;
}

static void GiveMemoryBack(void)
{
    while (pieceCount > 0)
        VirtualFree(pieces[--pieceCount], 0, MEM_RELEASE);
}

static WS_HEAP *NewHeap(SIZE_T maxSize)
{
    WS_HEAP *heap = NULL;
    WsCreateHeap(maxSize, 0, NULL, 0, &heap, NULL);
    return heap;
}

static WS_ERROR *NewError(void)
{
    WS_ERROR *error = NULL;
    WsCreateError(NULL, 0, &error);
    return error;
}

HRESULT WsCreateHeap__S_OK(void)
{
    WS_HEAP *heap;
    HRESULT result = WsCreateHeap(4096, 512, NULL, 0, &heap, NULL);
    WsFreeHeap(heap);
    return result;
}

HRESULT WsCreateHeap__E_INVALIDARG(void)
{
    return WsCreateHeap(4096, 512, NULL, 0, NULL, NULL);
}

HRESULT WsCreateHeap__E_OUTOFMEMORY(void)
{
    static WS_HEAP *heaps[4096];
    int count = 0;
    TakeAllMemory();
    HRESULT result = S_OK;
    while (result == S_OK)
        result = WsCreateHeap(4096, 512, NULL, 0, &heaps[count++], NULL);
    for (count--; count > 0; count--)
        WsFreeHeap(heaps[count - 1]);
    GiveMemoryBack();
    return result;
}

HRESULT WsAlloc__S_OK(void)
{
    WS_HEAP *heap = NewHeap(4096);
    void *block;
    HRESULT result = WsAlloc(heap, 100, &block, NULL);
    WsFreeHeap(heap);
    return result;
}

HRESULT WsAlloc__WS_E_QUOTA_EXCEEDED(void)
{
    WS_HEAP *heap = NewHeap(4096);
    void *block;
    HRESULT result = WsAlloc(heap, 5000, &block, NULL);
    WsFreeHeap(heap);
    return result;
}

HRESULT WsAlloc__E_OUTOFMEMORY(void)
{
    WS_HEAP *heap = NewHeap((SIZE_T)1 << 30);
    void *block;
    TakeAllMemory();
    HRESULT result = WsAlloc(heap, 0x100000, &block, NULL);
    GiveMemoryBack();
    WsFreeHeap(heap);
    return result;
}

HRESULT WsAlloc__E_INVALIDARG(void)
{
    void *block;
    return WsAlloc(NULL, 100, &block, NULL);
}

HRESULT WsResetHeap__S_OK(void)
{
    WS_HEAP *heap = NewHeap(4096);
    HRESULT result = WsResetHeap(heap, NULL);
    WsFreeHeap(heap);
    return result;
}

HRESULT WsResetHeap__E_INVALIDARG(void)
{
    return WsResetHeap(NULL, NULL);
}

HRESULT WsGetHeapProperty__S_OK(void)
{
    WS_HEAP *heap = NewHeap(4096);
    SIZE_T maxSize;
    HRESULT result = WsGetHeapProperty(heap, WS_HEAP_PROPERTY_MAX_SIZE, &maxSize, sizeof(maxSize), NULL);
    WsFreeHeap(heap);
    return result;
}

HRESULT WsGetHeapProperty__E_INVALIDARG(void)
{
    WS_HEAP *heap = NewHeap(4096);
    BYTE tooSmall;
    HRESULT result = WsGetHeapProperty(heap, WS_HEAP_PROPERTY_MAX_SIZE, &tooSmall, sizeof(tooSmall), NULL);
    WsFreeHeap(heap);
    return result;
}

HRESULT WsCreateXmlBuffer__S_OK(void)
{
    WS_HEAP *heap = NewHeap(4096);
    WS_XML_BUFFER *buffer;
    HRESULT result = WsCreateXmlBuffer(heap, NULL, 0, &buffer, NULL);
    WsFreeHeap(heap);
    return result;
}

HRESULT WsCreateXmlBuffer__E_INVALIDARG(void)
{
    WS_XML_BUFFER *buffer;
    return WsCreateXmlBuffer(NULL, NULL, 0, &buffer, NULL);
}

HRESULT WsCreateXmlBuffer__WS_E_QUOTA_EXCEEDED(void)
{
    WS_HEAP *heap = NewHeap(1);
    WS_XML_BUFFER *buffer;
    HRESULT result = WsCreateXmlBuffer(heap, NULL, 0, &buffer, NULL);
    WsFreeHeap(heap);
    return result;
}

HRESULT WsCreateXmlBuffer__E_OUTOFMEMORY(void)
{
    WS_HEAP *heap = NewHeap((SIZE_T)1 << 30);
    WS_XML_BUFFER *buffer;
    TakeAllMemory();
    HRESULT result = S_OK;
    while (result == S_OK)
        result = WsCreateXmlBuffer(heap, NULL, 0, &buffer, NULL);
    GiveMemoryBack();
    WsFreeHeap(heap);
    return result;
}

HRESULT WsCreateError__S_OK(void)
{
    WS_ERROR *error;
    HRESULT result = WsCreateError(NULL, 0, &error);
    WsFreeError(error);
    return result;
}

HRESULT WsCreateError__E_INVALIDARG(void)
{
    return WsCreateError(NULL, 0, NULL);
}

HRESULT WsCreateError__E_OUTOFMEMORY(void)
{
    static WS_ERROR *errors[4096];
    int count = 0;
    TakeAllMemory();
    HRESULT result = S_OK;
    while (result == S_OK)
        result = WsCreateError(NULL, 0, &errors[count++]);
    for (count--; count > 0; count--)
        WsFreeError(errors[count - 1]);
    GiveMemoryBack();
    return result;
}

HRESULT WsAddErrorString__S_OK(void)
{
    WS_ERROR *error = NewError();
    WS_STRING text = { 4, L"mine" };
    HRESULT result = WsAddErrorString(error, &text);
    WsFreeError(error);
    return result;
}

HRESULT WsAddErrorString__E_INVALIDARG(void)
{
    WS_STRING text = { 4, L"mine" };
    return WsAddErrorString(NULL, &text);
}

HRESULT WsAddErrorString__E_OUTOFMEMORY(void)
{
    static WCHAR characters[0x8000];
    WS_STRING text = { 0x8000, characters };
    WS_ERROR *error = NewError();
    TakeAllMemory();
    HRESULT result = S_OK;
    while (result == S_OK)
        result = WsAddErrorString(error, &text);
    GiveMemoryBack();
    WsFreeError(error);
    return result;
}

HRESULT WsGetErrorProperty__S_OK(void)
{
    WS_ERROR *error = NewError();
    ULONG count;
    HRESULT result = WsGetErrorProperty(error, WS_ERROR_PROPERTY_STRING_COUNT, &count, sizeof(count));
    WsFreeError(error);
    return result;
}

HRESULT WsGetErrorProperty__E_INVALIDARG(void)
{
    WS_ERROR *error = NewError();
    ULONG count;
    HRESULT result = WsGetErrorProperty(error, (WS_ERROR_PROPERTY_ID)99, &count, sizeof(count));
    WsFreeError(error);
    return result;
}

HRESULT WsGetErrorString__S_OK(void)
{
    WS_ERROR *error = NewError();
    WS_STRING text = { 4, L"mine" };
    WsAddErrorString(error, &text);
    HRESULT result = WsGetErrorString(error, 0, &text);
    WsFreeError(error);
    return result;
}

HRESULT WsGetErrorString__E_INVALIDARG(void)
{
    WS_ERROR *error = NewError();
    WS_STRING text;
    HRESULT result = WsGetErrorString(error, 0, &text);
    WsFreeError(error);
    return result;
}

HRESULT WsResetError__S_OK(void)
{
    WS_ERROR *error = NewError();
    HRESULT result = WsResetError(error);
    WsFreeError(error);
    return result;
}

HRESULT WsResetError__E_INVALIDARG(void)
{
    return WsResetError(NULL);
}

HRESULT WsSetErrorProperty__S_OK(void)
{
    WS_ERROR *error = NewError();
    ULONG code = ERROR_FILE_NOT_FOUND;
    HRESULT result = WsSetErrorProperty(error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, &code, sizeof(code));
    WsFreeError(error);
    return result;
}

HRESULT WsSetErrorProperty__E_INVALIDARG(void)
{
    WS_ERROR *error = NewError();
    ULONG count = 1;
    HRESULT result = WsSetErrorProperty(error, WS_ERROR_PROPERTY_STRING_COUNT, &count, sizeof(count));
    WsFreeError(error);
    return result;
}

HRESULT WsSetErrorProperty__E_OUTOFMEMORY(void)
{
    WS_STRING text = { 0, L"" };
    WS_ERROR *error = NewError();
    ULONG code = ERROR_FILE_NOT_FOUND;
    TakeAllMemory();
    while (WsAddErrorString(error, &text) == S_OK)
        ;
    HRESULT result = WsSetErrorProperty(error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, &code, sizeof(code));
    GiveMemoryBack();
    WsFreeError(error);
    return result;
}

// The language can be set after a reset only.
HRESULT WsSetErrorProperty__WS_E_INVALID_OPERATION(void)
{
    WS_ERROR *error = NewError();
    LANGID language = 0x0409;
    HRESULT result = WsSetErrorProperty(error, WS_ERROR_PROPERTY_LANGID, &language, sizeof(language));
    WsFreeError(error);
    return result;
}

// The functions above are called one by one.
int main(void)
{
    return 0;
}
