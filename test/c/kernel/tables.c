// A generic table of words that counts them, and the splay links that tables are built on. A test runs it once more with
// RTL_USE_AVL_TABLES in front. DriverEntry fails with the line of a wrong value.
#include <ntddk.h>

#define CHECK(condition) if (!(condition)) return STATUS_DRIVER_INTERNAL_ERROR + __LINE__

typedef struct _WORD {
  ULONG Length;
  CHAR Text[12];
  LONGLONG Count;
} WORD_ENTRY, *PWORD_ENTRY;

static RTL_GENERIC_TABLE Words;
static FAST_MUTEX Lock;
static LONG Blocks, LargestBlock;

static RTL_GENERIC_COMPARE_ROUTINE CompareWords;
static RTL_GENERIC_ALLOCATE_ROUTINE AllocateWord;
static RTL_GENERIC_FREE_ROUTINE FreeWord;

static RTL_GENERIC_COMPARE_RESULTS CompareWords(PRTL_GENERIC_TABLE Table, PVOID First, PVOID Second)
{
  int order = strcmp(((PWORD_ENTRY)First)->Text, ((PWORD_ENTRY)Second)->Text);
  if (Table->TableContext != &Lock) return GenericEqual;
  return order < 0 ? GenericLessThan : order > 0 ? GenericGreaterThan : GenericEqual;
}

static PVOID AllocateWord(PRTL_GENERIC_TABLE Table, CLONG ByteSize)
{
  UNREFERENCED_PARAMETER(Table);
  Blocks++;
  if ((LONG)ByteSize > LargestBlock) LargestBlock = (LONG)ByteSize;
  return ExAllocatePool2(POOL_FLAG_NON_PAGED, ByteSize, 'droW');
}

static VOID FreeWord(PRTL_GENERIC_TABLE Table, PVOID Buffer)
{
  UNREFERENCED_PARAMETER(Table);
  Blocks--;
  ExFreePoolWithTag(Buffer, 'droW');
}

static PWORD_ENTRY CountWord(const char *text, PBOOLEAN isNew)
{
  WORD_ENTRY word = {0};
  PWORD_ENTRY entry;
  word.Length = (ULONG)strlen(text);
  strcpy(word.Text, text);
  ExAcquireFastMutex(&Lock);
  entry = RtlInsertElementGenericTable(&Words, &word, sizeof(word), isNew);
  if (entry != NULL) entry->Count++;
  ExReleaseFastMutex(&Lock);
  return entry;
}

static VOID Unload(PDRIVER_OBJECT driver)
{
  PVOID entry;
  UNREFERENCED_PARAMETER(driver);
  while ((entry = RtlGetElementGenericTable(&Words, 0)) != NULL) RtlDeleteElementGenericTable(&Words, entry);
}

static NTSTATUS CheckSplayLinks(void)
{
  RTL_SPLAY_LINKS nodes[3];
  PRTL_SPLAY_LINKS root = &nodes[0];
  ULONG index;
  for (index = 0; index < 3; index++) RtlInitializeSplayLinks(&nodes[index]);
  RtlInsertAsRightChild(&nodes[0], &nodes[1]);
  RtlInsertAsRightChild(&nodes[1], &nodes[2]);
  CHECK(RtlIsRoot(root) && RtlIsRightChild(&nodes[2]) && !RtlIsLeftChild(&nodes[2]) && RtlParent(&nodes[2]) == &nodes[1]);
  root = RtlSplay(&nodes[2]);
  CHECK(root == &nodes[2] && RtlLeftChild(root) == &nodes[1] && RtlRightChild(root) == NULL);
  CHECK(RtlRealSuccessor(&nodes[0]) == &nodes[1] && RtlRealPredecessor(&nodes[0]) == NULL && RtlSubtreePredecessor(root) == &nodes[1]);
  RtlDeleteNoSplay(&nodes[1], &root);
  CHECK(root == &nodes[2] && RtlLeftChild(root) == &nodes[0]);
  CHECK(RtlDelete(&nodes[2]) == &nodes[0] && RtlDelete(&nodes[0]) == NULL);
  return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
  static const char *texts[] = {"pear", "fig", "plum", "fig", "apple", "pear", "fig"};
  static const char *sorted[] = {"apple", "fig", "pear", "plum"};
  static const LONGLONG counts[] = {1, 3, 2, 1};
  WORD_ENTRY key = {0};
  PWORD_ENTRY entry;
  PVOID restart = NULL, place = NULL;
  TABLE_SEARCH_RESULT result;
  BOOLEAN isNew = FALSE;
  ULONG index;
  UNREFERENCED_PARAMETER(path);

  driver->DriverUnload = Unload;
  ExInitializeFastMutex(&Lock);
  RtlInitializeGenericTable(&Words, CompareWords, AllocateWord, FreeWord, &Lock);
  CHECK(RtlIsGenericTableEmpty(&Words) && RtlNumberGenericTableElements(&Words) == 0 && Words.TableContext == &Lock);
  for (index = 0; index < ARRAYSIZE(texts); index++) {
    entry = CountWord(texts[index], &isNew);
    CHECK(entry != NULL && isNew == (entry->Count == 1) && ((ULONG_PTR)&entry->Count & 7) == 0);
  }
  CHECK(RtlNumberGenericTableElements(&Words) == 4 && Blocks == 4);
  CHECK(LargestBlock >= (LONG)(sizeof(WORD_ENTRY) + sizeof(LIST_ENTRY)));

  for (index = 0, entry = RtlEnumerateGenericTable(&Words, TRUE); entry != NULL; index++, entry = RtlEnumerateGenericTable(&Words, FALSE))
    CHECK(index < 4 && strcmp(entry->Text, sorted[index]) == 0 && entry->Count == counts[index]);
  CHECK(index == 4);
  for (index = 0; (entry = RtlEnumerateGenericTableWithoutSplaying(&Words, &restart)) != NULL; index++)
    CHECK(index < 4 && strcmp(entry->Text, sorted[index]) == 0);
  CHECK(index == 4 && RtlGetElementGenericTable(&Words, 4) == NULL);

  strcpy(key.Text, "fig");
  entry = RtlLookupElementGenericTable(&Words, &key);
  CHECK(entry != NULL && entry->Count == 3);
  strcpy(key.Text, "grape");
  CHECK(RtlLookupElementGenericTable(&Words, &key) == NULL && !RtlDeleteElementGenericTable(&Words, &key));
  CHECK(RtlLookupElementGenericTableFull(&Words, &key, &place, &result) == NULL);
  CHECK(place != NULL && (result == TableInsertAsLeft || result == TableInsertAsRight));
  entry = RtlInsertElementGenericTableFull(&Words, &key, sizeof(key), &isNew, place, result);
  CHECK(entry != NULL && isNew && RtlNumberGenericTableElements(&Words) == 5);
  CHECK(RtlDeleteElementGenericTable(&Words, &key) && Blocks == 4);
  return CheckSplayLinks();
}
