/** GetProcAddress finds what C can link: declared routines, and functions of DLLs that stand in the C library. */
import { describe, expect, it } from 'vitest';
import { allFunctions } from '../../../src/c/runtime/library.ts';
import { compileC } from '../../../src/c-programs.ts';
import { exportingModules } from '../../../src/contract/exports.ts';
import { boot } from '../../../src/index.ts';
import { routineContracts } from '../../../src/routine-sets.ts';

const run = (text: string, arch: 'x64' | 'x86', webAssembly = true) => {
  const program = compileC({ name: 'exports.c', text }, { arch });
  expect(program.diagnosticText()).toBe('');
  return program.run({ webAssembly });
};

describe.each(['x64', 'x86'] as const)('on %s', (arch) => {
  it.each([true, false])('they can be called, WebAssembly %s', (webAssembly) => {
    const text = `#include <windows.h>
      #include <stdio.h>
      typedef DWORD (WINAPI *GET)(LPCSTR, LPSTR, DWORD);
      typedef BOOL (WINAPI *SET)(LPCSTR, LPCSTR);
      typedef int (WINAPI *BOX)(HWND, LPCWSTR, LPCWSTR, UINT);
      typedef PVOID (WINAPI *CODE)(PVOID);
      typedef int (WINAPI *MULDIV)(int, int, int);
      typedef SIZE_T (WINAPI *QUERY)(HANDLE, LPCVOID, PMEMORY_BASIC_INFORMATION, SIZE_T);
      typedef BOOL (WINAPI *WOW64)(HANDLE, PBOOL);
      int main(void) {
        HMODULE kernel = GetModuleHandleA("kernel32.dll"), user = LoadLibraryA("user32.dll");
        char text[16];
        MEMORY_BASIC_INFORMATION info;
        BOOL wow = 7;
        int value = 5;
        if (!((SET)GetProcAddress(kernel, "SetEnvironmentVariableA"))("name", "value")) return 1;
        if (((GET)GetProcAddress(kernel, "GetEnvironmentVariableA"))("name", text, 16) != 5 || strcmp(text, "value")) return 2;
        if (GetEnvironmentVariableA("name", text, 16) != 5) return 3;
        if (((BOX)GetProcAddress(user, "MessageBoxW"))(NULL, L"text", L"box", MB_YESNO) != IDYES) return 4;
        if (((CODE)GetProcAddress(kernel, "DecodePointer"))(EncodePointer(&value)) != &value) return 5;
        if (((MULDIV)GetProcAddress(kernel, "MulDiv"))(-7, 3, 2) != -11) return 6;
        if (!((QUERY)GetProcAddress(kernel, "VirtualQueryEx"))(GetCurrentProcess(), &value, &info, sizeof info)) return 7;
        if (info.State != MEM_COMMIT) return 8;
        if (!((WOW64)GetProcAddress(kernel, "IsWow64Process"))(GetCurrentProcess(), &wow) || wow == 7) return 9;
        if (GetProcAddress(kernel, "MulDiv") != GetProcAddress(kernel, "MulDiv")) return 10;
        if (GetProcAddress(kernel, "MessageBoxW") || GetLastError() != ERROR_PROC_NOT_FOUND) return 11;
        if (GetProcAddress(kernel, "strlen") || GetProcAddress(kernel, "FindFirstFileA")) return 12;
        if (!GetModuleHandleA("winmm") || !GetModuleHandleA("advapi32.dll") || GetModuleHandleA("other.dll")) return 13;
        return 0;
      }`;
    expect(run(text, arch, webAssembly)).toMatchObject({ exitCode: 0, stdout: '', stderr: '[box] text\n' });
  });

  it('every function with a DLL is found in one', () => {
    const linked = allFunctions.filter(
      ({ modes, prototype, isMissing, header }) =>
        modes.includes('user') &&
        prototype.includes('__stdcall') &&
        isMissing !== true &&
        header === 'windows.h',
    );
    const declared = routineContracts.filter(
      (contract) =>
        contract.modes.includes('user') &&
        (contract.only ?? arch) === arch &&
        exportingModules(contract).some((module) => /^(ntdll|kernel32|kernelbase)/.test(module)),
    );
    const names = [...linked, ...declared].map(({ name }) => name);
    expect(linked.length).toBeGreaterThan(100);
    expect(declared.length).toBeGreaterThan(100);
    const { exitCode, stdout } = run(
      `#include <windows.h>
      #include <stdio.h>
      static const char *names[] = {${names.map((name) => `"${name}"`).join(',')}};
      static const char *modules[] = {"ntdll", "kernel32", "kernelbase", "user32", "advapi32", "winmm"};
      int main(void) {
        for (int i = 0; i < ${names.length}; i++) {
          int found = 0;
          for (int m = 0; m < 6; m++) found += GetProcAddress(GetModuleHandleA(modules[m]), names[i]) != NULL;
          if (!found) puts(names[i]);
        }
        return 0;
      }`,
      arch,
    );
    expect(stdout).toBe('');
    expect(exitCode).toBe(0);
  });

  it('a snapshot from before an address was asked for leaves it usable', () => {
    const nt = boot({ arch });
    const process = nt.startProcess({ arch });
    const text = `#include <windows.h>
      typedef BOOL (WINAPI *SET)(LPCSTR, LPCSTR);
      int sets(void) { return ((SET)GetProcAddress(GetModuleHandleA("kernel32"), "SetEnvironmentVariableA"))("a", "b"); }
      DWORD length(void) { char text[4]; return GetEnvironmentVariableA("a", text, 4); }
      int main(void) { return 0; }`;
    const { fn } = compileC({ name: 'snapshot.c', text }, { arch }).load(nt, { process });
    const snapshot = nt.snapshot();
    expect([fn['length']?.(), fn['sets']?.(), fn['length']?.()]).toEqual([0, 1, 1]);
    nt.restore(snapshot);
    expect([fn['length']?.(), fn['sets']?.(), fn['length']?.()]).toEqual([0, 1, 1]);
  });
});
