/* Shared by the programs of this folder. main returns 0 when every check holds, else the line of the first that does not. */
#pragma once
#ifdef _MSC_VER
#define ALIGNED(n) __declspec(align(n))
#else
#define __int8 char
#define __int16 short
#define __int32 int
#define __int64 long long
#define __cdecl
#define __stdcall
#define __fastcall
#define __forceinline static inline
#define __unaligned
#define ALIGNED(n) __attribute__((aligned(n)))
#endif
#define CHECK(condition) do { if (!(condition)) return __LINE__; } while (0)
