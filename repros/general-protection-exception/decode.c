/*
 * Decodes the instruction at rip: legacy and VEX prefixes, opcode, ModRM, SIB without an index, displacement (Intel's manual,
 * volume 2, chapter 2). Alignments: volume 2, the description of each instruction, and "VEX Instruction Exceptions" there.
 */
#define _GNU_SOURCE
#include "decode.h"
#include <stddef.h>

enum { MAP_0F = 1, MAP_0F38 = 2, MAP_0F3A = 3, ANY = 8 };
enum { NONE = 0, P66 = 1, PF3 = 2 };

static const struct form {
  unsigned char vex, map, prefix, opcode, extension; /* extension: ModRM.reg, or ANY */
  unsigned alignment, alignment_256;
  const char *name, *name_256;
} forms[] = {
    {0, MAP_0F, NONE, 0x28, ANY, 16, 0, "movaps", NULL},
    {0, MAP_0F, NONE, 0x29, ANY, 16, 0, "movaps", NULL},
    {0, MAP_0F, P66, 0x6f, ANY, 16, 0, "movdqa", NULL},
    {0, MAP_0F, P66, 0x7f, ANY, 16, 0, "movdqa", NULL},
    {0, MAP_0F, NONE, 0x10, ANY, 1, 0, "movups", NULL},
    {0, MAP_0F, NONE, 0x58, ANY, 16, 0, "addps", NULL},
    {0, MAP_0F, PF3, 0x58, ANY, 1, 0, "addss", NULL},
    {0, MAP_0F, P66, 0xfe, ANY, 16, 0, "paddd", NULL},
    {0, MAP_0F, P66, 0xef, ANY, 16, 0, "pxor", NULL},
    {0, MAP_0F38, P66, 0x00, ANY, 16, 0, "pshufb", NULL},
    {0, MAP_0F3A, P66, 0x63, ANY, 1, 0, "pcmpistri", NULL},
    {0, MAP_0F, NONE, 0x2b, ANY, 16, 0, "movntps", NULL},
    {0, MAP_0F, P66, 0xe7, ANY, 16, 0, "movntdq", NULL},
    {0, MAP_0F38, P66, 0x2a, ANY, 16, 0, "movntdqa", NULL},
    {0, MAP_0F, NONE, 0xc7, 1, 16, 0, "cmpxchg16b", NULL},
    {0, MAP_0F, NONE, 0xae, 0, 16, 0, "fxsave", NULL},
    {0, MAP_0F, NONE, 0xae, 4, 64, 0, "xsave", NULL},
    {1, MAP_0F, NONE, 0x28, ANY, 16, 32, "vmovaps-xmm", "vmovaps-ymm"},
    {1, MAP_0F, P66, 0xe7, ANY, 16, 32, "vmovntdq-xmm", "vmovntdq-ymm"},
    {1, MAP_0F, PF3, 0x6f, ANY, 1, 1, "vmovdqu", "vmovdqu"},
    {1, MAP_0F, P66, 0xfe, ANY, 1, 1, "vpaddd", "vpaddd"},
    {1, MAP_0F38, P66, 0x58, ANY, 1, 1, "vpbroadcastd", "vpbroadcastd"},
    {1, MAP_0F3A, P66, 0x38, ANY, 1, 1, "vinserti128", "vinserti128"},
    {1, MAP_0F3A, P66, 0x22, ANY, 1, 1, "vpinsrd", "vpinsrd"},
};

static const struct {
  int index;
  const char *name;
} registers_by_number[] = {
    {REG_RAX, "rax"}, {REG_RCX, "rcx"}, {REG_RDX, "rdx"}, {REG_RBX, "rbx"}, {REG_RSP, "rsp"}, {REG_RBP, "rbp"},
    {REG_RSI, "rsi"}, {REG_RDI, "rdi"}, {REG_R8, "r8"},   {REG_R9, "r9"},   {REG_R10, "r10"}, {REG_R11, "r11"},
    {REG_R12, "r12"}, {REG_R13, "r13"}, {REG_R14, "r14"}, {REG_R15, "r15"},
};

struct instruction decode(const greg_t *registers) {
  const struct instruction unknown = {NULL, 1, NULL, 0};
  const unsigned char *at = (const unsigned char *)registers[REG_RIP];
  unsigned vex = 0, map = MAP_0F, prefix = NONE, wide = 0, base_high = 0;
  if (*at == 0xf4) return (struct instruction){"hlt", 1, NULL, 0};
  if (*at == 0xc5 || *at == 0xc4) {
    vex = 1;
    unsigned last = at[1];
    if (*at == 0xc4) {
      base_high = (at[1] & 0x20) ? 0 : 8;
      map = at[1] & 0x1f;
      last = at[2];
      at++;
    }
    wide = (last >> 2) & 1;
    prefix = last & 3;
    at += 2;
  } else {
    for (; *at == 0x66 || *at == 0xf3; at++) prefix = *at == 0x66 ? P66 : PF3;
    if ((*at & 0xf0) == 0x40) base_high = (*at++ & 1) ? 8 : 0;
    if (*at++ != 0x0f) return unknown;
    if (*at == 0x38 || *at == 0x3a) map = *at++ == 0x38 ? MAP_0F38 : MAP_0F3A;
  }
  unsigned char opcode = *at++, modrm = *at++;
  unsigned mode = modrm >> 6, number = modrm & 7, extension = (modrm >> 3) & 7;
  if (mode == 3 || (mode == 0 && number == 5)) return unknown;
  if (number == 4) { /* SIB: a base without an index */
    if (((*at >> 3) & 7) != 4) return unknown;
    number = *at++ & 7;
  }
  int32_t displacement = mode == 1 ? (signed char)*at : 0;
  if (mode == 2) displacement = (int32_t)(at[0] | at[1] << 8 | at[2] << 16 | (uint32_t)at[3] << 24);
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    const struct form *form = &forms[i];
    if (form->vex != vex || form->map != map || form->prefix != prefix || form->opcode != opcode) continue;
    if (form->extension != ANY && form->extension != extension) continue;
    number += base_high;
    uint64_t base = (uint64_t)registers[registers_by_number[number].index];
    return (struct instruction){wide ? form->name_256 : form->name, wide ? form->alignment_256 : form->alignment,
                                registers_by_number[number].name, base + (uint64_t)(int64_t)displacement};
  }
  return unknown;
}
