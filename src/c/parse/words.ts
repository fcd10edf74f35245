/** Words and signs that the grammar knows. */

/** Keywords: no identifier may be one of them. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  `auto break case char const continue default do double else enum extern float for goto if inline int long
  register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while
  _Alignas _Alignof _Atomic _Bool _Generic _Noreturn _Static_assert _Thread_local static_assert
  __alignof _alignof __asm _asm __assume __based __builtin_alignof __cdecl _cdecl __clrcall __declspec _declspec __except
  _except __fastcall _fastcall __finally _finally __forceinline _forceinline __inline _inline __int8 _int8 __int16 _int16
  __int32 _int32 __int64 _int64 __leave _leave __noop __ptr32 _ptr32 __ptr64 _ptr64 __restrict __sptr __stdcall
  _stdcall __try _try __unaligned _unaligned __uptr __vectorcall __w64 _w64 __wchar_t __va_arg __va_copy __va_end
  __va_start __builtin_offsetof __thiscall __volatile __const __signed`.split(/\s+/),
);

/** Words that may begin a declaration, besides the names of types. */
export const DECLARATION_WORDS: ReadonlySet<string> = new Set(
  `auto char const double enum extern float inline int long register restrict short signed static struct typedef
  union unsigned void volatile _Alignas _Atomic _Bool _Noreturn _Thread_local __cdecl _cdecl __clrcall __declspec
  _declspec __fastcall _fastcall __forceinline _forceinline __inline _inline __int8 _int8 __int16 _int16 __int32
  _int32 __int64 _int64 __ptr32 _ptr32 __ptr64 _ptr64 __restrict __sptr __stdcall _stdcall __unaligned _unaligned
  __uptr __vectorcall __w64 _w64 __wchar_t __thiscall __volatile __const __signed`.split(/\s+/),
);

/** Spellings of the calling conventions. */
export const CONVENTIONS: ReadonlyMap<string, 'cdecl' | 'stdcall' | 'fastcall'> = new Map([
  ['__cdecl', 'cdecl'],
  ['_cdecl', 'cdecl'],
  ['__stdcall', 'stdcall'],
  ['_stdcall', 'stdcall'],
  ['__fastcall', 'fastcall'],
  ['_fastcall', 'fastcall'],
]);

/** Conventions that nothing here calls by: a program that asks for one is refused. */
export const OTHER_CONVENTIONS: ReadonlySet<string> = new Set(['__vectorcall', '__clrcall', '__thiscall']);

/** Qualifiers of pointers that change no representation of ours. */
export const IGNORED_QUALIFIERS: ReadonlySet<string> = new Set([
  'restrict',
  '__restrict',
  '__w64',
  '_w64',
  '__sptr',
  '__uptr',
]);
